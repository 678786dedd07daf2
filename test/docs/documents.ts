/** Every piece of YAML that a runner reads, or that people copy to where one does. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const ROOT = join(import.meta.dirname, "../..");

export interface Document {
  /** "docs/github-action.md, block 2" */
  readonly name: string;
  readonly source: string;
  readonly content: unknown;
}

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const inFolder = (folder: string, ending: RegExp) =>
  existsSync(join(ROOT, folder))
    ? readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
        .filter((name) => ending.test(name))
        .map((name) => join(folder, name))
    : [];

function blocksOf(path: string): readonly Document[] {
  return [...read(path).matchAll(/^```ya?ml\n([\s\S]*?)^```$/gmu)].map(([, source], index) => ({
    name: `${path}, block ${index + 1}`,
    source: source!,
    content: parse(source!),
  }));
}

const whole = (path: string): Document => ({ name: path, source: read(path), content: parse(read(path)) });

export const action = whole("action.yml");
export const workflows = [".github/workflows", "docs/workflows"]
  .flatMap((folder) => inFolder(folder, /\.ya?ml$/u))
  .map(whole);
export const blocks = ["README.md", ...inFolder("docs", /\.md$/u)].flatMap(blocksOf);
export const scripts = inFolder("scripts", /\.sh$/u).map((path) => ({ name: path, source: read(path) }));

/** Every mapping in it, the document itself first. */
export function mappingsIn(content: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (typeof content !== "object" || content === null) return [];
  const own = Array.isArray(content) ? [] : [content as Readonly<Record<string, unknown>>];
  return [...own, ...Object.values(content).flatMap(mappingsIn)];
}
