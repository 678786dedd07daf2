/** The element that a page's largest paint is of. Pure. */
import { z } from "zod";
import { type Lhr, rowsOf } from "../lhr.ts";
import { short } from "./short.ts";

export interface Element {
  /** Its selector, else its text. */
  readonly name: string;
  /** Its place in the document: positions and names of tags, from the root. */
  readonly path: string;
}

const text = z.string().catch("");
const table = z.object({ items: z.array(z.unknown()) });
const row = z.object({ node: z.object({ selector: text, nodeLabel: text, path: text }) });

/** null: Lighthouse did not say. */
export function elementOf(lhr: Lhr): Element | null {
  // Two tables: the element, and what its time was made of.
  const tables = rowsOf(lhr, "largest-contentful-paint-element", table);
  const [node] = tables.flatMap(({ items }) => items.flatMap((item) => row.safeParse(item).data?.node ?? []));
  const name = node === undefined ? "" : node.selector || node.nodeLabel;
  return node === undefined || name === "" ? null : { name: short(name), path: short(node.path) };
}

/** One at the same place with other classes is the same: bundlers make up names of classes. */
export function isSameElement(one: Element, other: Element): boolean {
  return one.name === other.name || (one.path !== "" && one.path === other.path);
}
