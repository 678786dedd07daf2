/** What built files are made of, however it was found out. */
import { normalize } from "node:path/posix";

/** How the parts of a file are known. Two sides are set beside each other only where it is the same for both. */
export interface Way {
  /** As a clause. */
  readonly by: string;
  /** What is to be known of its numbers beside "bytes of the built file"; null: that is what they are. */
  readonly caveat: string | null;
}

/** Bytes of each module in each built file. Files are named below the side's folder, modules as `modulePath` names them. */
export type Modules = ReadonlyMap<string, ReadonlyMap<string, number>>;

export interface Composition {
  readonly way: Way;
  readonly files: Modules;
}

/** The part of a file that no module is behind: what the bundler wrote itself. */
export const NO_SOURCE = "(no source)";

const LONGEST = 500;

/**
 * A module's path as every tool's is written here: from `root`, the absolute folder that the side was built in, without
 * the scheme, loaders, query and control characters that bundlers put around it. It may still lead out of `root`.
 */
export function modulePath(raw: string, root: string): string {
  const shown = raw.slice(raw.lastIndexOf("!") + 1).replace(/\p{Cc}/gu, "");
  const [path = ""] = shown.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*\//iu, "/").split("?", 1);
  const own = path.startsWith(`${root}/`) ? path.slice(root.length) : path;
  const plain = normalize(own).replace(/^\/+|\/$/gu, "");
  if (plain === "" || plain === ".") return NO_SOURCE;
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST - 1)}…` : plain;
}

/**
 * The folder that a bundler's output paths start from: the one in which most of them are weighed files. undefined when
 * none is.
 */
export function rootOf(outputs: readonly string[], files: ReadonlySet<string>): string | undefined {
  const wanted = new Set(outputs.map(below));
  const votes = new Map<string, number>();
  for (const file of files) {
    for (let at = 0; at >= 0; at = file.indexOf("/", at) + 1 || -1) {
      if (wanted.has(file.slice(at))) votes.set(file.slice(0, at), (votes.get(file.slice(0, at)) ?? 0) + 1);
    }
  }
  const [best] = [...votes].sort(([a, most], [b, more]) => more - most || a.length - b.length);
  return best?.[0];
}

/** Without the way up from where the bundler ran. */
export function below(output: string): string {
  return normalize(output).replace(/^(?:\.\.\/)+/u, "");
}

/** Adds to what is there under a key. */
export function add(sums: Map<string, number>, key: string, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value);
}

/** Several of one way as one; the first that knows a file tells of it. */
export function joinCompositions([first, ...others]: readonly [Composition, ...Composition[]]): Composition {
  const files = new Map(first.files);
  for (const other of others) for (const [file, made] of other.files) if (!files.has(file)) files.set(file, made);
  return { way: first.way, files };
}
