// src/pipeline/settled.ts
import { collectorOf } from "../model/metric.js";
function withSettled(earlier, now, opened, isSettled) {
  const settled = partiesOf(opened.filter(({ id }) => isSettled(id)));
  if (settled.size === 0) return now;
  const again = [...partiesOf(opened.filter(({ id }) => !isSettled(id)))];
  const isOfOthers = (line) => again.some((id) => line.startsWith(`${id}: `) || line.startsWith(`${id}/`));
  return {
    facts: [...now.facts, ...earlier.facts.filter(({ collector }) => settled.has(collector))],
    causes: [...now.causes, ...earlier.causes.filter(({ metric }) => settled.has(collectorOf({ id: metric })))],
    notWeighed: [.../* @__PURE__ */ new Set([...now.notWeighed, ...earlier.notWeighed.filter((line) => !isOfOthers(line))])],
    unwatched: [...now.unwatched, ...(earlier.unwatched ?? []).filter(({ watcher }) => settled.has(watcher))],
    measuredBy: now.measuredBy.map((row) => {
      const before = earlier.measuredBy.find(({ collector }) => collector === row.collector);
      return before !== void 0 && settled.has(row.collector) ? before : row;
    })
  };
}
var partiesOf = (opened) => new Set(opened.flatMap(({ id, also }) => [id, ...also.map((one) => one.id)]));
export {
  withSettled
};
