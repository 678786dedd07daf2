/** From weighed files to series. Pure. */
import { type Metric, metricId } from "../../model/metric.ts";
import type { ExactSeries, Side } from "../../model/series.ts";
import { loadedWith, type Manifest } from "./manifest.ts";
import { type BuiltFile, type FileSubject, matchFiles, withoutHash } from "./names.ts";
import { type Sizes, sumSizes, type Weighed } from "./run.ts";

/** One side as weighed. */
export interface WeighedSide {
  readonly files: readonly Weighed[];
  readonly manifest: Manifest | null;
  /** Files that the config's `entries` match; null: not configured, the manifest's are taken. */
  readonly entryFiles: readonly string[] | null;
}

const KINDS = ["raw", "gzip", "brotli"] as const satisfies readonly (keyof Sizes)[];

/**
 * Series of every file (by its name without hash), of every entry with all that is loaded with it, and of the total. A
 * side that was not built is null; it gives null everywhere. `entry …` and `total` gate by their gzip size.
 */
export function toSeries(sides: Readonly<Record<Side, WeighedSide | null>>): {
  readonly series: readonly ExactSeries[];
  readonly notes: readonly string[];
} {
  const subjects = matchFiles(builtFiles(sides.base), builtFiles(sides.head));
  const sizes = { base: sizesOf(sides.base), head: sizesOf(sides.head) };
  const weigh = (side: Side, paths: readonly string[]) =>
    paths.length === 0 ? null : sumSizes(paths.map((path) => sizes[side].get(path)!));
  const entries = { base: entriesOf(sides.base), head: entriesOf(sides.head) };
  const entryNames = [...new Set([...entries.base.keys(), ...entries.head.keys()])].sort();

  const series = [
    ...rows("total", "total", { base: weigh("base", all(sides.base)), head: weigh("head", all(sides.head)) }),
    ...entryNames.flatMap((name) =>
      rows("entry", `entry ${name}`, {
        base: weigh("base", entries.base.get(name) ?? []),
        head: weigh("head", entries.head.get(name) ?? []),
      }),
    ),
    ...subjects.flatMap((subject) =>
      rows("file", fileSubject(subject.name), {
        base: weigh("base", subject.base),
        head: weigh("head", subject.head),
      }),
    ),
  ];
  return { series, notes: [...togetherNotes(subjects), ...entryNotes(sides, entryNames)] };
}

const all = (side: WeighedSide | null) => side?.files.map((file) => file.path) ?? [];

/** Files with these names would share the ids of other subjects. */
function fileSubject(name: string): string {
  return name === "total" || name.startsWith("entry ") ? `./${name}` : name;
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

function rows(
  of: "total" | "entry" | "file",
  subject: string,
  sizes: Readonly<Record<Side, Sizes | null>>,
): readonly ExactSeries[] {
  return KINDS.map((kind) => ({
    kind: "exact",
    metric: metricOf(kind, of, subject),
    base: sizes.base?.[kind] ?? null,
    head: sizes.head?.[kind] ?? null,
  }));
}

/** gzip gates: brotli 11 moves up to 1 % between builds that mean the same, gzip 9 hardly. */
function metricOf(kind: keyof Sizes, of: "total" | "entry" | "file", subject: string): Metric {
  return {
    id: metricId({ collector: "bundle", metric: kind, subject }),
    unit: "bytes",
    better: "lower",
    kind: "exact",
    scale: "ratio",
    role: kind === "gzip" && of !== "file" ? "gate" : "watch",
    tolerate: { relative: 0.02, absolute: 250 },
    detect: 0.05,
  };
}

function togetherNotes(subjects: readonly FileSubject[]): readonly string[] {
  return subjects
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
        "No bundler's manifest was found, so only the total gates: set bundle.manifest, or bundle.entries to the files that pages load first.",
      ]
    : [
        "The manifest names no entry among the weighed files, so only the total gates: set bundle.entries to name them.",
      ];
}
