// src/stored/details.ts
import { z } from "../vendor/zod.js";
import * as shape from "./shapes.js";
var maybe = z.number().nullable();
var size = shape.notNegative.nullable();
var list = (item, most) => z.array(item).max(most).readonly();
var sides = (of) => z.strictObject({ base: of, head: of });
var about = { collector: shape.text, subject: shape.text };
var MOST = {
  bins: 512,
  windows: 2e4,
  leaves: 5e3,
  frames: 20,
  rows: 1e3,
  nodes: 2e3,
  functions: 50,
  details: 2e3
};
var IMAGE_LENGTH = 1e5;
var distribution = z.strictObject({
  kind: z.literal("distribution"),
  ...about,
  unit: shape.unit,
  edges: list(z.number(), MOST.bins + 1),
  counts: sides(list(shape.wholeNumber, MOST.bins).nullable()),
  quantiles: list(z.strictObject({ share: shape.share, base: maybe, head: maybe }), 100)
}).refine(({ edges }) => edges.every((edge, i) => i === 0 || edge > edges[i - 1]), { error: "edges that rise" }).refine(
  ({ edges, counts }) => [counts.base, counts.head].every((one) => one === null || one.length === edges.length - 1),
  {
    error: "a count between each two edges"
  }
);
var beat = z.strictObject({
  requests: shape.wholeNumber,
  failed: shape.wholeNumber,
  p50: maybe,
  p95: maybe
});
var timeline = z.strictObject({
  kind: z.literal("timeline"),
  ...about,
  unit: shape.unit,
  seconds: shape.notNegative,
  windows: list(
    z.strictObject({ round: shape.wholeNumber, at: shape.notNegative, base: beat.nullable(), head: beat.nullable() }),
    MOST.windows
  )
});
var tree = z.strictObject({
  kind: z.literal("tree"),
  collector: shape.text,
  title: shape.text,
  unit: shape.unit,
  by: shape.text,
  leaves: list(z.strictObject({ path: shape.text, base: size, head: size }), MOST.leaves)
});
var load = z.strictObject({
  film: list(
    z.strictObject({
      at: shape.notNegative,
      image: z.string().max(IMAGE_LENGTH).regex(/^data:image\/(?:jpeg|png|webp);base64,[A-Za-z0-9+/]+={0,2}$/u, { error: "a picture as a data URI" })
    }),
    MOST.frames
  ),
  element: shape.text.nullable(),
  file: shape.text.nullable()
});
var page = z.strictObject({
  kind: z.literal("page"),
  ...about,
  loads: sides(load.nullable()),
  audits: list(
    z.strictObject({
      id: shape.text,
      title: shape.text,
      change: z.enum(["better", "worse", "other"]),
      base: shape.text.nullable(),
      head: shape.text.nullable()
    }),
    MOST.rows
  ),
  resources: list(z.strictObject({ name: shape.text, type: shape.text, base: size, head: size }), MOST.rows)
});
var spent = z.strictObject({
  name: shape.text,
  at: shape.source.nullable(),
  base: size,
  head: size,
  margin: shape.notNegative.exactOptional()
});
var flame = z.strictObject({
  kind: z.literal("flame"),
  ...about,
  title: shape.text,
  unit: shape.unit,
  nodes: list(spent.extend({ children: list(shape.wholeNumber, MOST.nodes) }), MOST.nodes),
  functions: list(spent, MOST.functions).exactOptional()
}).refine(({ nodes }) => isTree(nodes), { error: "a tree: each node but the first is the child of one before it" });
function isTree(nodes) {
  const seen = /* @__PURE__ */ new Set();
  for (const [index, { children }] of nodes.entries()) {
    for (const child of children) {
      if (child <= index || child >= nodes.length || seen.has(child)) return false;
      seen.add(child);
    }
  }
  return nodes.length > 0 && seen.size === nodes.length - 1;
}
var detailsSchema = z.strictObject({
  schema: z.literal(1),
  kind: z.literal("details"),
  details: list(z.discriminatedUnion("kind", [distribution, timeline, tree, page, flame]), MOST.details)
}).describe("What the charts of a report show besides the rounds.");
export {
  detailsSchema
};
