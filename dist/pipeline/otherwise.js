// src/pipeline/otherwise.ts
import { OTHERWISE_AGAIN } from "../model/plan.js";
function measuringOtherwise(earlier, opened) {
  const before = new Set(earlier.plan?.collectors.map(({ collector }) => collector));
  return new Map(
    opened.filter(({ id }) => before.has(id)).flatMap(({ id, session, also }) => {
      const changed = [{ id, ...session.plan }, ...also].find((one) => !isAlike(earlier, one));
      return changed === void 0 ? [] : [[id, whyOf(earlier, changed)]];
    })
  );
}
function isAlike(earlier, now) {
  return hasSameTools(earlier, now) && earlier.conditions[now.id] === now.conditions;
}
function hasSameTools({ environment }, { tools }) {
  return Object.entries(tools).every(([name, version]) => environment.tools[name] === version);
}
function whyOf(earlier, now) {
  const otherwise = `${now.id} measures otherwise now`;
  return hasSameTools(earlier, now) ? `${otherwise}, ${OTHERWISE_AGAIN}` : otherwise;
}
export {
  measuringOtherwise
};
