/** What the files of a subject are made of on both sides: own modules, and packages as one part each. Pure. */
import type { Side } from "../../../model/series.ts";
import type { Modules } from "./composition.ts";

export interface Part {
  readonly kind: "module" | "package";
  /** The module's path, or the package's name. */
  readonly name: string;
  /** Bytes on each side; null: it is not there. */
  readonly base: number | null;
  readonly head: number | null;
  /** How many modules it is of, on head; where head has none, on base. */
  readonly modules: number;
  /** Where the package lies, a folder a copy; none for a module. */
  readonly copies: Readonly<Record<Side, readonly string[]>>;
}

const INSTALLED = "node_modules/";

/** The package that a module belongs to, and the folder of this copy of it; null: none, it is one's own. */
export function packageOf(path: string): { readonly name: string; readonly folder: string } | null {
  const at = path.lastIndexOf(INSTALLED);
  if (at < 0 || (at > 0 && path[at - 1] !== "/")) return null;
  const [scope = "", ...rest] = path.slice(at + INSTALLED.length).split("/", 2);
  const name = scope.startsWith("@") ? [scope, ...rest].join("/") : scope;
  return name === "" ? null : { name, folder: path.slice(0, at + INSTALLED.length) + name };
}

interface Sum {
  bytes: number;
  readonly modules: Set<string>;
  readonly folders: Set<string>;
}

/** All parts of `paths`, in no order. */
export function partsOf(
  made: Readonly<Record<Side, Modules>>,
  paths: Readonly<Record<Side, readonly string[]>>,
): readonly Part[] {
  const base = sums(made.base, paths.base);
  const head = sums(made.head, paths.head);
  return [...new Set([...base.keys(), ...head.keys()])].map((key) => {
    const [before, after] = [base.get(key), head.get(key)];
    return {
      kind: key.startsWith(PACKAGE) ? "package" : "module",
      name: key.slice(PACKAGE.length),
      base: before?.bytes ?? null,
      head: after?.bytes ?? null,
      modules: (after ?? before)!.modules.size,
      copies: { base: [...(before?.folders ?? [])].sort(), head: [...(after?.folders ?? [])].sort() },
    };
  });
}

/** Before the name in a key, so that a package and a folder of the same name stay two. */
const PACKAGE = "package ";
const MODULE = "module  ";

function sums(made: Modules, paths: readonly string[]): ReadonlyMap<string, Sum> {
  const found = new Map<string, Sum>();
  for (const [path, bytes] of paths.flatMap((file) => [...(made.get(file) ?? [])])) {
    const owner = packageOf(path);
    const key = owner ? PACKAGE + owner.name : MODULE + path;
    const sum = found.get(key) ?? { bytes: 0, modules: new Set(), folders: new Set() };
    found.set(key, sum);
    sum.bytes += bytes;
    sum.modules.add(path);
    if (owner) sum.folders.add(owner.folder);
  }
  return found;
}

/** Below this share of the largest difference lies what minifiers cause by naming things anew. */
const NEGLIGIBLE = 0.01;
const MOST = 5;

/** The parts whose bytes differ, the largest difference first. */
export function differing(parts: readonly Part[]): readonly Part[] {
  const by = (part: Part) => Math.abs((part.head ?? 0) - (part.base ?? 0));
  const sorted = parts.filter((part) => by(part) > 0).sort((a, b) => by(b) - by(a) || (a.name < b.name ? -1 : 1));
  return sorted.filter((part) => by(part) >= NEGLIGIBLE * by(sorted[0]!)).slice(0, MOST);
}

/** Packages that are there more than once on head, and in fewer copies on base. */
export function newlyCopied(parts: readonly Part[]): ReadonlySet<string> {
  return new Set(
    parts
      .filter(({ kind, copies }) => kind === "package" && copies.head.length > Math.max(1, copies.base.length))
      .map(({ name }) => name),
  );
}
