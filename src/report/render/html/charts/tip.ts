/** What a chart says of the point under the mouse. ECharts takes it for HTML, and names in it come from outside. */
import { escapePage } from "../../escape.ts";

/** Beside `value` in an item of a series: its lines, the first of them as a heading. */
export interface Tipped {
  readonly tip: readonly string[];
}

/** For `tooltip.formatter`, of items and of axes: the first point that has something to say says it. */
export function tipOf(params: unknown): string {
  const points: readonly unknown[] = Array.isArray(params) ? params : [params];
  return tipHtml(points.map(linesOf).find((lines) => lines.length > 0) ?? []);
}

function tipHtml([heading, ...lines]: readonly string[]): string {
  if (heading === undefined) return "";
  return [`<strong>${escapePage(heading)}</strong>`, ...lines.map((line) => escapePage(line))].join("<br>");
}

function linesOf(point: unknown): readonly string[] {
  // ECharts hands on whatever an option held.
  const tip = (point as { data?: Partial<Tipped> | null } | null)?.data?.tip;
  return Array.isArray(tip) ? tip.filter((line) => typeof line === "string") : [];
}
