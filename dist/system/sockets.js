// src/system/sockets.ts
import { readdir, readFile, readlink } from "node:fs/promises";
async function connectionsTouching(port) {
  const rows = await table();
  const touching = rows?.filter((row) => !row.listening && (row.local === port || row.remote === port));
  return touching === void 0 ? null : new Set(touching.map(({ local, remote }) => `${local}-${remote}`));
}
async function listeningPorts(pids) {
  const rows = await table() ?? [];
  const links = await Promise.all(pids.map(openFiles));
  const inodes = new Set(links.flat().map((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1]));
  const ports = rows.filter((row) => row.listening && inodes.has(row.inode)).map((row) => row.local);
  return [...new Set(ports)].sort((a, b) => a - b);
}
async function table() {
  if (process.platform !== "linux") return null;
  const texts = await Promise.all(["tcp", "tcp6"].map((name) => readFile(`/proc/net/${name}`, "utf8").catch(() => "")));
  return texts.flatMap((text) => text.split("\n").slice(1)).flatMap((line) => {
    const [, local, remote, state, , , , , , inode] = line.trim().split(/\s+/);
    if (!local || !remote || !inode) return [];
    return [{ local: portOf(local), remote: portOf(remote), listening: state === "0A", inode }];
  });
}
function portOf(address) {
  return Number.parseInt(address.slice(address.lastIndexOf(":") + 1), 16);
}
async function openFiles(pid) {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  return Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => "")));
}
export {
  connectionsTouching,
  listeningPorts
};
