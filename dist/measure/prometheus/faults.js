// src/measure/prometheus/faults.ts
import { SIDES } from "../../model/series.js";
function collectFaults(sides) {
  const messages = /* @__PURE__ */ new Map();
  const taken = { base: /* @__PURE__ */ new Set(), head: /* @__PURE__ */ new Set() };
  const hasFailed = (source, side) => messages.get(source)?.has(side) ?? false;
  const isSound = (source) => !messages.has(source);
  return {
    add: (side, source, message) => void messages.set(
      source,
      new Map(messages.get(source)).set(side, sides.length > 1 ? of(side, message) : message)
    ),
    take: (side, source) => void taken[side].add(source),
    isSound,
    isAsked: (side, source) => isSound(source) || !(hasFailed(source, side) || taken[side].has(source)),
    lines: () => [...messages.values()].flatMap((bySide) => SIDES.flatMap((side) => bySide.get(side) ?? []))
  };
}
var of = (side, message) => message.replace(/^prometheus: /, `prometheus: ${side}: `);
export {
  collectFaults
};
