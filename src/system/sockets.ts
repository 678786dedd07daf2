import { readdir, readFile, readlink } from "node:fs/promises";

/** A row of /proc/net/tcp or tcp6, proc(5). */
interface Row {
  readonly local: number;
  readonly remote: number;
  readonly listening: boolean;
  readonly inode: string;
}

/**
 * TCP connections of this machine with `port` at either end, by the ports of both ends; closed ones that the system still
 * remembers too (a connection within the machine is there once for each end). null where the system does not tell (anything but Linux).
 */
export async function connectionsTouching(port: number): Promise<ReadonlySet<string> | null> {
  const rows = await table();
  const touching = rows?.filter((row) => !row.listening && (row.local === port || row.remote === port));
  return touching === undefined ? null : new Set(touching.map(({ local, remote }) => `${local}-${remote}`));
}

/** Ports on which the processes `pids` listen, ascending; empty where the system does not tell. */
export async function listeningPorts(pids: readonly number[]): Promise<readonly number[]> {
  const rows = (await table()) ?? [];
  const links = await Promise.all(pids.map(openFiles));
  const inodes = new Set(links.flat().map((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1]));
  const ports = rows.filter((row) => row.listening && inodes.has(row.inode)).map((row) => row.local);
  return [...new Set(ports)].sort((a, b) => a - b);
}

async function table(): Promise<readonly Row[] | null> {
  if (process.platform !== "linux") return null;
  const texts = await Promise.all(["tcp", "tcp6"].map((name) => readFile(`/proc/net/${name}`, "utf8").catch(() => "")));
  return texts
    .flatMap((text) => text.split("\n").slice(1))
    .flatMap((line) => {
      const [, local, remote, state, , , , , , inode] = line.trim().split(/\s+/);
      if (!local || !remote || !inode) return [];
      return [{ local: portOf(local), remote: portOf(remote), listening: state === "0A", inode }];
    });
}

/** `0100007F:9C41` → 40001 */
function portOf(address: string): number {
  return Number.parseInt(address.slice(address.lastIndexOf(":") + 1), 16);
}

async function openFiles(pid: number): Promise<string[]> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  return Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => "")));
}
