/** Reads Markdown as GitHub does, for asserting on what a reader would get. */
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

/** All nodes, parents first. */
export function nodesOf(markdown: string): readonly Nodes[] {
  const nodes: Nodes[] = [];
  const visit = (node: Nodes) => {
    nodes.push(node);
    if ("children" in node) node.children.forEach(visit);
  };
  visit(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
  return nodes;
}

export function textOf(markdown: string): string {
  return nodesOf(markdown)
    .map((node) => (node.type === "text" ? node.value : ""))
    .join("");
}
