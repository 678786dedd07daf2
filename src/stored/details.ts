/** `details.json`: data for the charts of the report (model/details.ts). */
import { z } from "zod";
import * as shape from "./shapes.ts";

const maybe = z.number().nullable();
const size = shape.notNegative.nullable();
const list = <Item extends z.ZodType>(item: Item, most: number) => z.array(item).max(most).readonly();
const sides = <Of extends z.ZodType>(of: Of) => z.strictObject({ base: of, head: of });
const about = { collector: shape.text, subject: shape.text };

/** Bounded, because a file may come from an artifact that a pull request wrote. */
const MOST = {
  bins: 512,
  windows: 20_000,
  leaves: 5_000,
  frames: 20,
  rows: 1_000,
  nodes: 2_000,
  functions: 50,
  details: 2_000,
} as const;
const IMAGE_LENGTH = 100_000;

const distribution = z
  .strictObject({
    kind: z.literal("distribution"),
    ...about,
    unit: shape.unit,
    edges: list(z.number(), MOST.bins + 1),
    counts: sides(list(shape.wholeNumber, MOST.bins).nullable()),
    quantiles: list(z.strictObject({ share: shape.share, base: maybe, head: maybe }), 100),
  })
  .refine(({ edges }) => edges.every((edge, i) => i === 0 || edge > edges[i - 1]!), { error: "edges that rise" })
  .refine(
    ({ edges, counts }) => [counts.base, counts.head].every((one) => one === null || one.length === edges.length - 1),
    {
      error: "a count between each two edges",
    },
  );

const beat = z.strictObject({
  requests: shape.wholeNumber,
  failed: shape.wholeNumber,
  p50: maybe,
  p95: maybe,
});

const timeline = z.strictObject({
  kind: z.literal("timeline"),
  ...about,
  unit: shape.unit,
  seconds: shape.notNegative,
  windows: list(
    z.strictObject({ round: shape.wholeNumber, at: shape.notNegative, base: beat.nullable(), head: beat.nullable() }),
    MOST.windows,
  ),
});

const tree = z.strictObject({
  kind: z.literal("tree"),
  collector: shape.text,
  title: shape.text,
  unit: shape.unit,
  by: shape.text,
  leaves: list(z.strictObject({ path: shape.text, base: size, head: size }), MOST.leaves),
});

const load = z.strictObject({
  film: list(
    z.strictObject({
      at: shape.notNegative,
      image: z
        .string()
        .max(IMAGE_LENGTH)
        .regex(/^data:image\/(?:jpeg|png|webp);base64,[A-Za-z0-9+/]+={0,2}$/u, { error: "a picture as a data URI" }),
    }),
    MOST.frames,
  ),
  element: shape.text.nullable(),
  file: shape.text.nullable(),
});

const page = z.strictObject({
  kind: z.literal("page"),
  ...about,
  loads: sides(load.nullable()),
  audits: list(
    z.strictObject({
      id: shape.text,
      title: shape.text,
      change: z.enum(["better", "worse", "other"]),
      base: shape.text.nullable(),
      head: shape.text.nullable(),
    }),
    MOST.rows,
  ),
  resources: list(z.strictObject({ name: shape.text, type: shape.text, base: size, head: size }), MOST.rows),
});

const spent = z.strictObject({
  name: shape.text,
  at: shape.source.nullable(),
  base: size,
  head: size,
  margin: shape.notNegative.exactOptional(),
});

const flame = z
  .strictObject({
    kind: z.literal("flame"),
    ...about,
    title: shape.text,
    unit: shape.unit,
    nodes: list(spent.extend({ children: list(shape.wholeNumber, MOST.nodes) }), MOST.nodes),
    functions: list(spent, MOST.functions).exactOptional(),
  })
  .refine(({ nodes }) => isTree(nodes), { error: "a tree: each node but the first is the child of one before it" });

/** Checked so that whoever walks it ends, and sees every node once. */
function isTree(nodes: readonly { readonly children: readonly number[] }[]): boolean {
  const seen = new Set<number>();
  for (const [index, { children }] of nodes.entries()) {
    for (const child of children) {
      if (child <= index || child >= nodes.length || seen.has(child)) return false;
      seen.add(child);
    }
  }
  return nodes.length > 0 && seen.size === nodes.length - 1;
}

export const detailsSchema = z
  .strictObject({
    schema: z.literal(1),
    kind: z.literal("details"),
    details: list(z.discriminatedUnion("kind", [distribution, timeline, tree, page, flame]), MOST.details),
  })
  .describe("What the charts of a report show besides the rounds.");
