// src/target/files.ts
import { posix } from "node:path";
async function filesAt(git, commit, paths) {
  if (paths.length === 0) return [];
  const listed = await git.run(["ls-tree", "-l", "-z", "--full-tree", commit, "--", ...paths], LITERALLY);
  const asked = new Set(paths);
  return listed.split("\0").flatMap((entry) => {
    const [, blob, bytes, path] = /^100\d{3} blob ([0-9a-f]+) +(\d+)\t(.+)$/su.exec(entry) ?? [];
    const isAsked = path !== void 0 && (asked.has(path) || asked.has(`${posix.dirname(path)}/`));
    return isAsked ? [{ path, blob, bytes: Number(bytes) }] : [];
  });
}
var LITERALLY = { GIT_LITERAL_PATHSPECS: "1" };
async function textAt(git, { blob, bytes }) {
  const text = await git.run(["cat-file", "blob", blob]);
  return Buffer.byteLength(text) < bytes ? `${text}
` : text;
}
function pathFrom(folder, written) {
  if (posix.isAbsolute(written) || written === "" || written.length > LONGEST || written.includes("\0")) return null;
  const path = posix.join(folder, written).replace(/\/+$/u, "");
  return path === "." || path === ".." || path.startsWith("../") ? null : path;
}
var LONGEST = 1e3;
export {
  filesAt,
  pathFrom,
  textAt
};
