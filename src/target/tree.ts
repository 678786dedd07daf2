import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readdir, readlink } from "node:fs/promises";
import { join } from "node:path";

/** Folders that installing fills, or that hold what is derived from files we do compare. */
export const INSTALLED: ReadonlySet<string> = new Set([
  "node_modules",
  ".venv",
  "venv",
  "__pycache__",
  ".tox",
  ".mypy_cache",
  ".pytest_cache",
]);

/** What npm, pnpm and Yarn write of the versions they put into node_modules: stands for them where no lockfile is kept. */
const INSTALL_RECORDS = [".package-lock.json", ".pnpm/lock.yaml", ".yarn-state.yml"];

export interface Entry {
  /** Relative to the tree, with slashes. */
  readonly path: string;
  readonly kind: "file" | "link" | "other";
  /** Permission bits. */
  readonly mode: number;
  /** Bytes of a file, target of a link. */
  readonly content: number | string;
}

/** All files of a tree without .git, installed packages, and what `skip` names; sorted by path. */
export async function listTree(root: string, skip: (path: string) => boolean): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  const add = async (path: string) => {
    const stat = await lstat(join(root, path));
    const mode = stat.mode & 0o777;
    if (stat.isFile()) entries.push({ path, kind: "file", mode, content: stat.size });
    else if (stat.isSymbolicLink())
      entries.push({ path, kind: "link", mode, content: await readlink(join(root, path)) });
    else entries.push({ path, kind: "other", mode, content: 0 });
  };
  const walk = async (folder: string): Promise<void> => {
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
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** SHA-256 over the entries and the contents of the files, in hexadecimal digits. */
export async function treeDigest(root: string, entries: readonly Entry[]): Promise<string> {
  const all = createHash("sha256");
  for (const entry of entries) {
    const own = createHash("sha256");
    if (entry.kind === "file") for await (const chunk of createReadStream(join(root, entry.path))) own.update(chunk);
    // JSON, so that no name can look like the end of one entry and the start of another.
    all.update(JSON.stringify([entry, own.digest("hex")]));
  }
  return all.digest("hex");
}
