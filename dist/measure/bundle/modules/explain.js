// src/measure/bundle/modules/explain.ts
import { placeInside } from "../files.js";
import { differingIn } from "../parse.js";
import { causesOf, changeOf } from "./cause.js";
import { findCompositions, notThere } from "./find.js";
import { differing, newlyCopied, partsOf } from "./parts.js";
import { treeOf } from "./tree.js";
var NOTHING = { causes: [], details: [], notes: [] };
var MOST = 200;
async function explain({ base, head }, subjects, named) {
  const moved = subjects.filter((subject) => differingIn(subject).length > 0);
  if (!base || !head || moved.length === 0) return { ...NOTHING, notes: await misnamed(head, named) };
  const { found, problems } = await findCompositions({ base, head }, named);
  if (!found) return { ...NOTHING, notes: [unknown(problems)] };
  const { made, wholes } = completed(found, { base, head }, subjects);
  const all = { base: [...made.base.keys()], head: [...made.head.keys()] };
  const known = { way: found.head.way, copied: newlyCopied(partsOf(made, all)), wholes };
  const causes = [];
  for (const subject of [...moved].sort((a, b) => growth(b) - growth(a)).slice(0, MOST)) {
    const parts = partsOf(made, subject.paths).filter(({ name }) => name !== subject.name);
    const metrics = differingIn(subject);
    const whole = changeOf(parts);
    const told = await Promise.all(differing(parts).map((part) => causesOf(head.build, part, metrics, whole, known)));
    causes.push(...metrics.flatMap(({ id }) => told.flat().filter(({ metric }) => metric === id)));
  }
  return { causes, details: [treeOf(known.way, made)], notes: problems.slice(0, 1) };
}
async function misnamed(head, named) {
  if (head === null || named === void 0 || await placeInside(head.build, named) !== null) return [];
  return [`bundle.modules: ${notThere(head.build, named)}`];
}
function unknown([problem]) {
  return problem === void 0 ? "Which modules made sizes differ is not known: have the bundler write source maps beside the files, or its metafile or stats, and set bundle.modules to it." : `Which modules made sizes differ is not known: ${problem}`;
}
function growth({ sizes }) {
  return Math.abs((sizes.head?.raw ?? 0) - (sizes.base?.raw ?? 0));
}
function completed(found, sides, subjects) {
  const made = { base: new Map(found.base.files), head: new Map(found.head.files) };
  const wholes = /* @__PURE__ */ new Set();
  const raw = { base: rawSizes(sides.base), head: rawSizes(sides.head) };
  for (const { name, paths } of subjects.filter(({ of }) => of === "file")) {
    const isKnown = (side) => paths[side].every((path) => found[side].files.has(path));
    if (isKnown("base") && isKnown("head")) continue;
    wholes.add(name);
    for (const side of ["base", "head"]) {
      for (const path of paths[side]) made[side].set(path, /* @__PURE__ */ new Map([[name, raw[side].get(path)]]));
    }
  }
  return { made, wholes };
}
function rawSizes({ files }) {
  return new Map(files.map(({ path, sizes }) => [path, sizes.raw]));
}
export {
  explain
};
