/** Reads our own pages, which write every attribute in double quotes. Browsers read them in the integration tests. */
import { createHash } from "node:crypto";
import { looksOf } from "../../../../src/report/deliver/html.ts";
import { renderHtml } from "../../../../src/report/render/html/page.ts";
import type { Sample } from "../../sample.ts";

export const CLIENT = 'console.log("</script><!--");';

export const digest = (text: string) => createHash("sha256").update(text).digest("base64");

export function pageOf(
  { verdict, rounds, details }: Pick<Sample, "verdict" | "details"> & { readonly rounds: Sample["rounds"] | null },
  limit?: number,
): string {
  return renderHtml({ verdict, rounds, details, looks: looksOf(verdict, rounds), client: CLIENT, digest }, limit);
}

export interface Tag {
  /** "section", "/section". */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly isClosed: boolean;
}

const TAG = /<(\/?[a-zA-Z!][a-zA-Z0-9-]*)((?:\s+[a-zA-Z0-9:-]+(?:="[^"]*")?)*)\s*(\/?)>/g;

/** @throws Error for a `<` that starts no tag */
export function tagsOf(page: string): readonly Tag[] {
  const markup = page.replace(/(<(script|style)\b[^>]*>)[\s\S]*?<\/\2>/g, "$1</$2>");
  const stray = markup.replace(TAG, "").indexOf("<");
  if (stray >= 0) throw new Error(`a stray "<" before ${markup.replace(TAG, "").slice(stray, stray + 80)}`);
  return [...markup.matchAll(TAG)].map(([, name, attributes, slash]) => ({
    name: name!,
    isClosed: slash === "/",
    attributes: Object.fromEntries(
      [...attributes!.matchAll(/([a-zA-Z0-9:-]+)(?:="([^"]*)")?/g)].map(([, key, value]) => [key!, value ?? ""]),
    ),
  }));
}

const ENTITIES: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };

/** What a reader sees, a line a block; pictures are left out. */
export function textOf(page: string): string {
  return page
    .replace(/<head>[\s\S]*?<\/head>|<script\b[\s\S]*?<\/script>|<svg\b[\s\S]*?<\/svg>/g, "")
    .replace(/<(?:td|th|dd)\b[^>]*>/g, " | ")
    .replace(/<(?:tr|p|li|h[1-4]|dt|section|summary|pre|caption|figure|div)\b[^>]*>/g, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity]!)
    .split("\n")
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter((line) => line !== "")
    .join("\n");
}

export const titlesOf = (page: string) => [...page.matchAll(/<h2[^>]*>([^<]*)<\/h2>/g)].map(([, title]) => title!);
