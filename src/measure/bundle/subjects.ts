/** What is weighed of a build: its files, what pages load with each entry, what they load later, and all of it. Pure. */
import type { Side } from "../../model/series.ts";
import { withoutHash } from "../hashes.ts";
import { loadedWith, type Manifest } from "./manifest.ts";
import { type BuiltFile, type FileSubject, matchFiles } from "./names.ts";
import { type Sizes, sumSizes, type Weighed } from "./run.ts";

/** One side as weighed. */
export interface WeighedSide {
  readonly files: readonly Weighed[];
  readonly manifest: Manifest | null;
  /** Files that the config's `entries` match; null: not configured, the manifest's are taken. */
  readonly entryFiles: readonly string[] | null;
}

type Sides<Of> = Readonly<Record<Side, Of>>;

/**
 * file: by its name without hash. entry: with all that is loaded with it at once. lazy: what no entry loads. A side that
 * was not built, or has none of it, has no paths and null for sizes.
 */
export interface Subject {
  readonly of: "total" | "entry" | "lazy" | "file";
  readonly name: string;
  readonly paths: Sides<readonly string[]>;
  readonly sizes: Sides<Sizes | null>;
}

export function subjectsOf(sides: Sides<WeighedSide | null>): {
  readonly subjects: readonly Subject[];
  readonly notes: readonly string[];
} {
  const files = matchFiles(builtFiles(sides.base), builtFiles(sides.head));
  const entries = { base: entriesOf(sides.base), head: entriesOf(sides.head) };
  const entryNames = [...new Set([...entries.base.keys(), ...entries.head.keys()])].sort();
  const lazy = { base: notIn(entries.base, all(sides.base)), head: notIn(entries.head, all(sides.head)) };
  const sizes = { base: sizesOf(sides.base), head: sizesOf(sides.head) };
  const weigh = (side: Side, paths: readonly string[]) =>
    paths.length === 0 ? null : sumSizes(paths.map((path) => sizes[side].get(path)!));
  const subject = (of: Subject["of"], name: string, paths: Subject["paths"]): Subject => ({
    of,
    name,
    paths,
    sizes: { base: weigh("base", paths.base), head: weigh("head", paths.head) },
  });

  const subjects = [
    subject("total", "total", { base: all(sides.base), head: all(sides.head) }),
    ...entryNames.map((name) =>
      subject("entry", `entry ${name}`, {
        base: entries.base.get(name) ?? [],
        head: entries.head.get(name) ?? [],
      }),
    ),
    ...(lazy.base.length + lazy.head.length > 0 ? [subject("lazy", "lazy", lazy)] : []),
    ...files.map(({ name, ...paths }) => subject("file", fileSubject(name), paths)),
  ];
  return { subjects, notes: [...togetherNotes(files), ...entryNotes(sides, entryNames)] };
}

const all = (side: WeighedSide | null) => side?.files.map((file) => file.path) ?? [];

/** What no entry loads; nothing where no entry is known. */
function notIn(entries: ReadonlyMap<string, readonly string[]>, paths: readonly string[]): readonly string[] {
  const loaded = new Set([...entries.values()].flat());
  return loaded.size === 0 ? [] : paths.filter((path) => !loaded.has(path));
}

/** Files with these names would share the ids of other subjects. */
function fileSubject(name: string): string {
  return name === "total" || name === "lazy" || name.startsWith("entry ") ? `./${name}` : name;
}

function builtFiles(side: WeighedSide | null): readonly BuiltFile[] {
  return (side?.files ?? []).map(({ path, digest }) => {
    const chunk = side?.manifest?.chunks.get(path);
    return {
      path,
      digest,
      ...(chunk?.source !== undefined && { source: chunk.source }),
      ...(chunk?.name !== undefined && { chunk: chunk.name }),
    };
  });
}

function sizesOf(side: WeighedSide | null): ReadonlyMap<string, Sizes> {
  return new Map(side?.files.map((file) => [file.path, file.sizes]));
}

/** Name of an entry → the weighed files that a visitor loads with it; what the globs leave out is not counted. */
function entriesOf(side: WeighedSide | null): ReadonlyMap<string, readonly string[]> {
  if (!side) return new Map();
  const manifest = side.manifest ?? { chunks: new Map(), entries: new Map() };
  const weighed = new Set(all(side));
  const roots = new Map<string, readonly string[]>(side.entryFiles === null ? manifest.entries : []);
  for (const path of side.entryFiles ?? []) {
    const name = withoutHash(path, manifest.chunks.get(path)?.name);
    roots.set(name, [...(roots.get(name) ?? []), path]);
  }
  const loaded = [...roots].map(
    ([name, files]) => [name, loadedWith(manifest, files).filter((path) => weighed.has(path))] as const,
  );
  return new Map(loaded.filter(([, files]) => files.length > 0));
}

function togetherNotes(files: readonly FileSubject[]): readonly string[] {
  return files
    .filter(({ base, head }) => Math.max(base.length, head.length) > 1)
    .map(
      ({ name, base, head }) =>
        `${Math.max(base.length, head.length)} files are called ${name} without their hashes: they were weighed together.`,
    );
}

function entryNotes(
  { head, base }: Readonly<Record<Side, WeighedSide | null>>,
  entryNames: readonly string[],
): readonly string[] {
  const side = head ?? base;
  if (entryNames.length > 0 || !side || side.entryFiles !== null) return [];
  return side.manifest === null
    ? [
        "No bundler's manifest was found, so no entries are known, and by default only the total gates: set bundle.manifest, or bundle.entries to the files that pages load first.",
      ]
    : [
        "The manifest names no entry among the weighed files, so by default only the total gates: set bundle.entries to name them.",
      ];
}
