// src/measure/lighthouse/reports.ts
import { SIDES } from "../../model/series.js";
import { nearestMedian } from "./representative.js";
function reportsBySide(pages, reports, lcps) {
  const names = fileNames(pages);
  return pages.flatMap(
    (page) => SIDES.flatMap((side) => {
      const own = reports.filter((report) => report.page === page && report.side === side);
      const [first, ...rest] = nearestFirst(own, lcps(page, side));
      const name = `${names.get(page)}-${side}.html`;
      return first === void 0 ? [] : [{ page, side, name, reports: [first, ...rest] }];
    })
  );
}
function nearestFirst(reports, lcps) {
  const middle = lcps[nearestMedian(lcps) ?? -1] ?? null;
  const distance = ({ lcp }) => lcp === null || middle === null ? Infinity : Math.abs(lcp - middle);
  return reports.toSorted((a, b) => Math.sign(distance(a) - distance(b)) || 0);
}
var LONGEST = 80;
function fileNames(pages) {
  const taken = /* @__PURE__ */ new Set();
  return new Map(
    pages.map((page) => {
      const plain = page.toLowerCase().replace(/[^a-z0-9]+/gu, "-").replace(/^-|-$/gu, "").slice(0, LONGEST);
      const stem = plain || "index";
      let name = stem;
      for (let count = 2; taken.has(name); count++) name = `${stem}-${count}`;
      taken.add(name);
      return [page, name];
    })
  );
}
export {
  fileNames,
  reportsBySide
};
