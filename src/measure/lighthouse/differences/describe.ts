/** What a reader is shown of pages besides their values, and what is behind these. Pure. */
import type { Load, Page } from "../../../model/details.ts";
import { type MetricId, parseMetricId } from "../../../model/metric.ts";
import type { Side } from "../../../model/series.ts";
import type { Collected } from "../../collected.ts";
import type { SideReports } from "../reports.ts";
import { causesOf } from "./causes.ts";
import { type Difference, differenceOf } from "./difference.ts";

/** Rows of a list; the first differ most. */
const MOST = 200;

/** Characters of all films: where pages are so many, or their pictures so large, later ones go without. */
const MOST_FILM = 16_000_000;

/** @param ids of what was measured: only these have causes */
export function describePages(
  pages: readonly string[],
  reports: readonly SideReports[],
  ids: readonly MetricId[],
): Pick<Collected, "causes" | "details"> {
  const withFilm = filmsWithin(MOST_FILM);
  const described = pages.flatMap((page) => {
    const of = (side: Side) => reports.find((one) => one.page === page && one.side === side) ?? null;
    const [base, head] = [of("base"), of("head")];
    if (base === null && head === null) return [];
    const difference = base && head && differenceOf(seenIn(base), seenIn(head));
    const own = ids.filter((id) => parseMetricId(id)?.subject === page);
    return [
      {
        detail: pageOf(
          page,
          { base: base && withFilm(loadOf(base)), head: head && withFilm(loadOf(head)) },
          difference,
        ),
        causes: difference === null ? [] : own.flatMap((id) => causesOf(id, difference)),
      },
    ];
  });
  return { causes: described.flatMap(({ causes }) => causes), details: described.map(({ detail }) => detail) };
}

const seenIn = ({ reports }: SideReports) => reports.map(({ seen }) => seen);

/** Takes the film from a load when those before it have left no room. */
function filmsWithin(room: number): (load: Load) => Load {
  let left = room;
  return (load) => {
    const size = load.film.reduce((sum, { image }) => sum + image.length, 0);
    if (size > left) return { ...load, film: [] };
    left -= size;
    return load;
  };
}

function loadOf({ name, reports: [{ seen }] }: SideReports): Load {
  return { film: seen.film, element: seen.element?.name ?? null, file: `lighthouse/${name}` };
}

function pageOf(page: string, loads: Page["loads"], difference: Difference | null): Page {
  return {
    kind: "page",
    collector: "lighthouse",
    subject: page,
    loads,
    audits: difference?.audits.slice(0, MOST).map(({ row }) => row) ?? [],
    resources: difference === null ? [] : resourcesOf(difference),
  };
}

const resourcesOf = ({ parts, typeOf }: Difference): Page["resources"] =>
  parts("bytes")
    .slice(0, MOST)
    .map(({ name, base, head }) => ({ name, type: typeOf(name), base, head }));
