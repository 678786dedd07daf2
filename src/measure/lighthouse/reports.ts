/** The whole Lighthouse reports that a reader can open: one real run a page and side. */
import { SIDES, type Side } from "../../model/series.ts";
import type { Seen } from "./differences/seen.ts";
import { nearestMedian } from "./representative.ts";

/** The report of one run with all categories. */
export interface Report {
  readonly page: string;
  readonly side: Side;
  readonly lcp: number | null;
  /** Absolute. */
  readonly path: string;
  readonly seen: Seen;
}

/** All reports of a page on one side. */
export interface SideReports {
  readonly page: string;
  readonly side: Side;
  /** Under which the first is kept. */
  readonly name: string;
  /** Nearest the median first: that one stands for the others, and is kept. */
  readonly reports: readonly [Report, ...Report[]];
}

/**
 * For each page and side that has any, its reports, the run nearest the median LCP of all its runs first; most runs have
 * no report.
 *
 * @param lcps the largest contentful paints of all kept rounds
 */
export function reportsBySide(
  pages: readonly string[],
  reports: readonly Report[],
  lcps: (page: string, side: Side) => readonly (number | null)[],
): readonly SideReports[] {
  const names = fileNames(pages);
  return pages.flatMap((page) =>
    SIDES.flatMap((side) => {
      const own = reports.filter((report) => report.page === page && report.side === side);
      const [first, ...rest] = nearestFirst(own, lcps(page, side));
      const name = `${names.get(page)}-${side}.html`;
      return first === undefined ? [] : [{ page, side, name, reports: [first, ...rest] as const }];
    }),
  );
}

function nearestFirst(reports: readonly Report[], lcps: readonly (number | null)[]): readonly Report[] {
  const middle = lcps[nearestMedian(lcps) ?? -1] ?? null;
  const distance = ({ lcp }: Report) => (lcp === null || middle === null ? Infinity : Math.abs(lcp - middle));
  return reports.toSorted((a, b) => Math.sign(distance(a) - distance(b)) || 0);
}

const LONGEST = 80;

/**
 * A name of letters, digits and `-` for each page: `checkout`, `index` for the root. Where two pages would have the same
 * one, also on a disk that does not tell A from a, later ones are numbered.
 */
export function fileNames(pages: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    pages.map((page) => {
      const plain = page
        .toLowerCase()
        .replace(/[^a-z0-9]+/gu, "-")
        .replace(/^-|-$/gu, "")
        .slice(0, LONGEST);
      const stem = plain || "index";
      let name = stem;
      for (let count = 2; taken.has(name); count++) name = `${stem}-${count}`;
      taken.add(name);
      return [page, name];
    }),
  );
}
