/** From a part of a bundle to a cause that a person can look up. */
import { z } from "zod";
import type { Cause } from "../../../model/cause.ts";
import type { Build } from "../../served.ts";
import { placeInside, readInside } from "../files.ts";
import type { Differing } from "../parse.ts";
import type { Sizes } from "../run.ts";
import type { Way } from "./composition.ts";
import type { Part } from "./parts.ts";

interface Known {
  readonly way: Way;
  /** Packages that are there in more copies than before. */
  readonly copied: ReadonlySet<string>;
  /** Names of files whose modules are not known. */
  readonly wholes: ReadonlySet<string>;
}

/** Bytes that all parts together have more on head. */
export function changeOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { base, head }) => sum + (head ?? 0) - (base ?? 0), 0);
}

/** A part as a cause of each of `metrics`; `whole` as changeOf gives it for all parts. `head` is the build to look into for places and versions. */
export async function causesOf(
  head: Build,
  part: Part,
  metrics: readonly Differing[],
  whole: number,
  { way, copied, wholes }: Known,
): Promise<readonly Cause[]> {
  const { name } = part;
  const isCopied = part.kind === "package" && copied.has(name) && part.copies.head.length > 1;
  const isOwn = part.kind === "module" && part.head !== null && !wholes.has(name);
  const said = isCopied ? [await copiesOf(head, part)] : part.kind === "package" ? [modulesOf(part)] : [];
  const cause = {
    kind: isCopied ? "copies" : part.kind,
    name,
    base: part.base,
    head: part.head,
    unit: "bytes",
    whole,
    at: isOwn && (await placeInside(head, name)) !== null ? { file: name, line: null } : null,
  } as const;
  return metrics.map(({ id, kind }) => {
    const clauses = [...said, ...caveatsOf(wholes.has(name) ? null : way.caveat, kind)];
    return { metric: id, ...cause, note: clauses.length > 0 ? clauses.join(", ") : null };
  });
}

/** In what a part's bytes are not those that the metric counts. */
function caveatsOf(caveat: string | null, kind: keyof Sizes): readonly string[] {
  if (caveat !== null) return [caveat];
  return kind === "raw" ? [] : ["uncompressed"];
}

function modulesOf({ modules }: Part): string {
  return modules === 1 ? "1 module" : `${modules} modules`;
}

/** More of them nobody reads in one line. */
const MOST_VERSIONS = 4;

/** "2.0.0 beside 1.2.0", what came first; "3 copies" where their versions are not all known, or are too many. */
async function copiesOf(head: Build, { copies }: Part): Promise<string> {
  const count = `${copies.head.length} copies`;
  if (copies.head.length > MOST_VERSIONS) return count;
  const before = new Set(copies.base);
  const folders = [...copies.head].sort((a, b) => Number(before.has(a)) - Number(before.has(b)));
  const versions = await Promise.all(folders.map((folder) => versionOf(head, folder)));
  if (versions.includes(null)) return count;
  const distinct = [...new Set(versions)];
  return distinct.length === 1 ? `${count} of ${distinct[0]}` : distinct.join(" beside ");
}

const manifest = z.object({ version: z.string().regex(/^[\w.+-]{1,60}$/u) });

/** As its package.json says; null where that is not to be had. */
async function versionOf(build: Build, folder: string): Promise<string | null> {
  try {
    const text = await readInside(build, `${folder}/package.json`);
    return text === null ? null : manifest.parse(JSON.parse(text)).version;
  } catch {
    // Whatever it is, it is no package.json with a version.
    return null;
  }
}
