// src/measure/lighthouse/differences/describe.ts
import { parseMetricId } from "../../../model/metric.js";
import { causesOf } from "./causes.js";
import { differenceOf } from "./difference.js";
var MOST = 200;
var MOST_FILM = 16e6;
function describePages(pages, reports, ids) {
  const withFilm = filmsWithin(MOST_FILM);
  const described = pages.flatMap((page) => {
    const of = (side) => reports.find((one) => one.page === page && one.side === side) ?? null;
    const [base, head] = [of("base"), of("head")];
    if (base === null && head === null) return [];
    const difference = base && head && differenceOf(seenIn(base), seenIn(head));
    const own = ids.filter((id) => parseMetricId(id)?.subject === page);
    return [
      {
        detail: pageOf(
          page,
          { base: base && withFilm(loadOf(base)), head: head && withFilm(loadOf(head)) },
          difference
        ),
        causes: difference === null ? [] : own.flatMap((id) => causesOf(id, difference))
      }
    ];
  });
  return { causes: described.flatMap(({ causes }) => causes), details: described.map(({ detail }) => detail) };
}
var seenIn = ({ reports }) => reports.map(({ seen }) => seen);
function filmsWithin(room) {
  let left = room;
  return (load) => {
    const size = load.film.reduce((sum, { image }) => sum + image.length, 0);
    if (size > left) return { ...load, film: [] };
    left -= size;
    return load;
  };
}
function loadOf({ name, reports: [{ seen }] }) {
  return { film: seen.film, element: seen.element?.name ?? null, file: `lighthouse/${name}` };
}
function pageOf(page, loads, difference) {
  return {
    kind: "page",
    collector: "lighthouse",
    subject: page,
    loads,
    audits: difference?.audits.slice(0, MOST).map(({ row }) => row) ?? [],
    resources: difference === null ? [] : resourcesOf(difference)
  };
}
var resourcesOf = ({ parts, typeOf }) => parts("bytes").slice(0, MOST).map(({ name, base, head }) => ({ name, type: typeOf(name), base, head }));
export {
  describePages
};
