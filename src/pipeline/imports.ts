/** Which files of a commit a script of it is made of. */
import { posix } from "node:path";
import { type CommittedFile, filesAt, pathFrom, textAt } from "../target/files.ts";
import type { Git } from "../target/git.ts";

const SCRIPT = /\.[cm]?[jt]sx?$/u;
/** What may name other files: scripts, and the configs of tools. */
const READ = /\.(?:[cm]?[jt]sx?|json5?|ya?ml)$|rc$/u;
/** A name by which a config calls another file, or a script what it opens. */
const FILE = /^[\w@./ -]+\.(?:[cm]?[jt]sx?|json5?|ya?ml|csv)$/u;
/** Enough for load tests; what is beyond is not named. */
const MOST_FILES = 50;
const MOST_BYTES = 256 * 1024;
const MOST_PATHS = 500;

/**
 * What the scripts and configs among `paths` import, open, extend or name, and what those do. By their texts, not by a
 * parser: a path that is put together when the script runs is not found.
 */
export async function importedBy(git: Git, commit: string, paths: readonly string[]): Promise<readonly string[]> {
  const found = new Map<string, CommittedFile>();
  let next = paths.filter((path) => READ.test(path));
  while (next.length > 0 && found.size < MOST_FILES) {
    const files = (await filesAt(git, commit, next)).filter(({ path }) => !found.has(path));
    for (const file of files) found.set(file.path, file);
    const scripts = files.filter(({ path, bytes }) => READ.test(path) && bytes <= MOST_BYTES).slice(0, MOST_FILES);
    const named = await Promise.all(scripts.map(async (file) => pathsIn(await textAt(git, file), file.path)));
    next = [...new Set(named.flat())].slice(0, MOST_PATHS);
  }
  return [...found.keys()].filter((path) => !paths.includes(path));
}

/**
 * What the text of the file `of` names beside itself; each import with the endings that may be left out. What a config
 * names may be meant from its folder or from any above, where the tool that reads it may have been started.
 */
export function pathsIn(text: string, of: string): readonly string[] {
  const imported = [
    ...text.matchAll(/(?:\bfrom|\bimport|\brequire|\bopen)\s*(?:\(\s*)?["'`](\.{1,2}\/[^"'`\n]{1,500})["'`]/gu),
  ].flatMap(([, path]) => pathFrom(posix.dirname(of), path!) ?? []);
  const quoted = [...text.matchAll(/(["'`])([^"'`\n]{1,500})\1/gu)].map(([, , word]) => word!);
  const isScript = SCRIPT.test(of);
  const values = isScript ? [] : text.split("\n").map((line) => line.replace(/^[^:]*: *|^ *- */u, "").trim());
  const named = [...quoted, ...values].filter((word) => FILE.test(word));
  return [
    ...imported.flatMap((path) => [path, `${path}.js`, `${path}.ts`, `${path}/index.js`, `${path}/index.ts`]),
    ...named.flatMap((path) => {
      const folders = isScript && path.startsWith(".") ? [posix.dirname(of)] : above(of);
      return folders.flatMap((folder) => pathFrom(folder, path) ?? []);
    }),
  ];
}

function above(path: string): readonly string[] {
  const folder = posix.dirname(path);
  return folder === "." ? [""] : [folder, ...above(folder)];
}
