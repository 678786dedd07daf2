/** What a page loads, by names that stay the same from side to side and from commit to commit. Pure. */
import { z } from "zod";
import { withoutHash } from "../../hashes.ts";
import { type Lhr, rowsOf } from "../lhr.ts";
import { EXACT_AUDITS } from "../metrics.ts";
import type { Numbers } from "./apart.ts";
import { short } from "./short.ts";

/** bytes: over the network. unused-js, unused-css: bytes of a response that the load had no use for. */
export type Amount = "bytes" | "requests" | "unused-js" | "unused-css";

export interface Loaded {
  /** By name, as Chrome calls them: Document, Script, Image … */
  readonly types: ReadonlyMap<string, string>;
  readonly amounts: Readonly<Record<Amount, Numbers>>;
}

const bytes = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
const request = z.object({
  url: z.string(),
  resourceType: z.string().catch("Other"),
  transferSize: bytes,
});
const unused = z.object({ url: z.string(), wastedBytes: bytes });

/** Empty where the audits are missing. */
export function loadedIn(lhr: Lhr): Loaded {
  const named = <Row extends { readonly url: string }>(rows: readonly Row[]) =>
    rows.flatMap((row) => {
      const name = nameOf(row.url, lhr.finalUrl);
      return name === null ? [] : [{ ...row, name }];
    });
  const requests = named(rowsOf(lhr, EXACT_AUDITS.requests, request));
  const wasted = (audit: string) =>
    sum(named(rowsOf(lhr, audit, unused)).map(({ name, wastedBytes }) => [name, wastedBytes]));
  return {
    types: new Map(requests.map(({ name, resourceType }) => [name, short(resourceType)])),
    amounts: {
      bytes: sum(requests.map(({ name, transferSize }) => [name, transferSize])),
      requests: sum(requests.map(({ name }) => [name, 1])),
      "unused-js": wasted(EXACT_AUDITS["unused-js"]),
      "unused-css": wasted(EXACT_AUDITS["unused-css"]),
    },
  };
}

function sum(rows: readonly (readonly [string, number])[]): Numbers {
  const sums = new Map<string, number>();
  for (const [name, number] of rows) sums.set(name, (sums.get(name) ?? 0) + number);
  return sums;
}

/** Taking hashes out takes its time with a long name. */
const LONGEST = 2_000;

/**
 * A path without hash and query, behind its origin where that is not the page's own; null for what is embedded (`data:`,
 * `blob:`).
 */
export function nameOf(written: string, page: string): string | null {
  const address = written.slice(0, LONGEST);
  if (!/^(?:http|ws)s?:/iu.test(address) || !URL.canParse(address)) return null;
  const { host, origin, pathname } = new URL(address);
  const isOwn = URL.canParse(page) && new URL(page).host === host;
  return short((isOwn ? "" : origin) + withoutHash(pathname));
}

export const isOfOthers = (name: string) => !name.startsWith("/");
