/** Which files of a commit a script of it is made of. */
import { posix } from "node:path";
import { type CommittedFile, filesAt, pathFrom, textAt } from "../target/files.ts";
import type { Git } from "../target/git.ts";

const SCRIPT = /\.[cm]?[jt]sx?$/u;
/** Enough for load tests; what is beyond is not named. */
const MOST_FILES = 50;
const MOST_BYTES = 256 * 1024;
const MOST_PATHS = 500;

/**
 * What the scripts among `paths` import or open by a relative path, and what those do. By their texts, not by a parser: a
 * path that is put together when the script runs is not found.
 */
export async function importedBy(git: Git, commit: string, paths: readonly string[]): Promise<readonly string[]> {
  const found = new Map<string, CommittedFile>();
  let next = paths.filter((path) => SCRIPT.test(path));
  while (next.length > 0 && found.size < MOST_FILES) {
    const files = (await filesAt(git, commit, next)).filter(({ path }) => !found.has(path));
    for (const file of files) found.set(file.path, file);
    const scripts = files.filter(({ path, bytes }) => SCRIPT.test(path) && bytes <= MOST_BYTES).slice(0, MOST_FILES);
    const named = await Promise.all(scripts.map(async (file) => pathsIn(await textAt(git, file), file.path)));
    next = [...new Set(named.flat())].slice(0, MOST_PATHS);
  }
  return [...found.keys()].filter((path) => !paths.includes(path));
}

/** What a script's text names beside itself; each with the endings that may be left out. */
export function pathsIn(text: string, of: string): readonly string[] {
  const written = [
    ...text.matchAll(/(?:\bfrom|\bimport|\brequire|\bopen)\s*(?:\(\s*)?["'`](\.{1,2}\/[^"'`\n]{1,500})["'`]/gu),
  ];
  return written
    .map(([, path]) => pathFrom(posix.dirname(of), path!))
    .filter((path) => path !== null)
    .flatMap((path) => [path, `${path}.js`, `${path}.ts`, `${path}/index.js`, `${path}/index.ts`]);
}
