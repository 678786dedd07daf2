// src/pipeline/imports.ts
import { posix } from "node:path";
import { filesAt, pathFrom, textAt } from "../target/files.js";
var SCRIPT = /\.[cm]?[jt]sx?$/u;
var READ = /\.(?:[cm]?[jt]sx?|json5?|ya?ml)$|rc$/u;
var FILE = /^[\w@./ -]+\.(?:[cm]?[jt]sx?|json5?|ya?ml|csv)$/u;
var MOST_FILES = 50;
var MOST_BYTES = 256 * 1024;
var MOST_PATHS = 500;
async function importedBy(git, commit, paths) {
  const found = /* @__PURE__ */ new Map();
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
function pathsIn(text, of) {
  const imported = [
    ...text.matchAll(/(?:\bfrom|\bimport|\brequire|\bopen)\s*(?:\(\s*)?["'`](\.{1,2}\/[^"'`\n]{1,500})["'`]/gu)
  ].flatMap(([, path]) => pathFrom(posix.dirname(of), path) ?? []);
  const quoted = [...text.matchAll(/(["'`])([^"'`\n]{1,500})\1/gu)].map(([, , word]) => word);
  const isScript = SCRIPT.test(of);
  const values = isScript ? [] : text.split("\n").map((line) => line.replace(/^[^:]*: *|^ *- */u, "").trim());
  const named = [...quoted, ...values].filter((word) => FILE.test(word));
  return [
    ...imported.flatMap((path) => [path, `${path}.js`, `${path}.ts`, `${path}/index.js`, `${path}/index.ts`]),
    ...named.flatMap((path) => {
      const folders = isScript && path.startsWith(".") ? [posix.dirname(of)] : above(of);
      return folders.flatMap((folder) => pathFrom(folder, path) ?? []);
    })
  ];
}
function above(path) {
  const folder = posix.dirname(path);
  return folder === "." ? [""] : [folder, ...above(folder)];
}
export {
  importedBy,
  pathsIn
};
