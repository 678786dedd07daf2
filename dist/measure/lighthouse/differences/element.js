// src/measure/lighthouse/differences/element.ts
import { z } from "../../../vendor/zod.js";
import { rowsOf } from "../lhr.js";
import { short } from "./short.js";
var text = z.string().catch("");
var table = z.object({ items: z.array(z.unknown()) });
var row = z.object({ node: z.object({ selector: text, nodeLabel: text, path: text }) });
function elementOf(lhr) {
  const tables = rowsOf(lhr, "largest-contentful-paint-element", table);
  const [node] = tables.flatMap(({ items }) => items.flatMap((item) => row.safeParse(item).data?.node ?? []));
  const name = node === void 0 ? "" : node.selector || node.nodeLabel;
  return node === void 0 || name === "" ? null : { name: short(name), path: short(node.path) };
}
function isSameElement(one, other) {
  return one.name === other.name || one.path !== "" && one.path === other.path;
}
export {
  elementOf,
  isSameElement
};
