// src/target/tree.ts
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readdir, readlink } from "node:fs/promises";
import { join } from "node:path";
var INSTALLED = /* @__PURE__ */ new Set([
  "node_modules",
  ".venv",
  "venv",
  "__pycache__",
  ".tox",
  ".mypy_cache",
  ".pytest_cache"
]);
var INSTALL_RECORDS = [".package-lock.json", ".pnpm/lock.yaml", ".yarn-state.yml"];
async function listTree(root, skip) {
  const entries = [];
  const add = async (path) => {
    const stat = await lstat(join(root, path));
    const mode = stat.mode & 511;
    if (stat.isFile()) entries.push({ path, kind: "file", mode, content: stat.size });
    else if (stat.isSymbolicLink())
      entries.push({ path, kind: "link", mode, content: await readlink(join(root, path)) });
    else entries.push({ path, kind: "other", mode, content: 0 });
  };
  const walk = async (folder) => {
    for (const item of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? item.name : `${folder}/${item.name}`;
      if (item.name === ".git" || skip(path)) continue;
      if (!item.isDirectory()) await add(path);
      else if (!INSTALLED.has(item.name)) await walk(path);
      else {
        for (const record of INSTALL_RECORDS) {
          const there = await lstat(join(root, path, record)).catch(() => null);
          if (there !== null) await add(`${path}/${record}`);
        }
      }
    }
  };
  await walk("");
  return entries.sort((a, b) => a.path < b.path ? -1 : 1);
}
async function treeDigest(root, entries) {
  const all = createHash("sha256");
  for (const entry of entries) {
    const own = createHash("sha256");
    if (entry.kind === "file") for await (const chunk of createReadStream(join(root, entry.path))) own.update(chunk);
    all.update(JSON.stringify([entry, own.digest("hex")]));
  }
  return all.digest("hex");
}
export {
  INSTALLED,
  listTree,
  treeDigest
};
