// src/pipeline/settled.ts
import { collectorOf } from "../model/metric.js";
import { pooledWith } from "./pooled.js";
function withEarlier(earlier, now, opened, goingOf) {
  const partiesThat = (going) => partiesOf(opened.filter(({ id }) => goingOf(id) === going));
  const [settled, on] = [partiesThat("settled"), partiesThat("on")];
  const pooled = pooledWith(earlier.facts.filter(({ collector }) => on.has(collector)));
  const said = { ...now, facts: now.facts.map(pooled) };
  if (settled.size === 0) return said;
  const again = [...on, ...partiesThat("afresh")];
  const isOfOthers = (line) => again.some((id) => line.startsWith(`${id}: `) || line.startsWith(`${id}/`));
  return {
    facts: [...said.facts, ...earlier.facts.filter(({ collector }) => settled.has(collector))],
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
  partiesOf,
  withEarlier
};
