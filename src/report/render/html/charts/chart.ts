/**
 * Charts as ECharts options. Colours are CSS custom properties (see style.ts), so one picture serves light and dark, and
 * nothing is drawn anew when the reader changes the theme.
 *
 * In the page (figure.ts writes it, src/report/client/charts.ts reads it):
 *
 *   <figure data-chart>
 *     <div role="img" aria-label="what summaryOf says"><svg …></div>
 *     <script type="application/json">a ChartData</script>
 *   </figure>
 */
import type { ChartData, ChartOf } from "./data.ts";
import { distribution } from "./distribution.ts";
import { history } from "./history.ts";
import { interval } from "./interval.ts";
import { looks } from "./looks.ts";
import type { Drawing, Option } from "./option.ts";
import { rounds } from "./rounds.ts";
import { timeline } from "./timeline.ts";
import { tree } from "./tree.ts";

export type * from "./data.ts";

const DRAWINGS: { readonly [Kind in ChartData["kind"]]: Drawing<ChartOf<Kind>> } = {
  rounds,
  interval,
  looks,
  distribution,
  timeline,
  tree,
  history,
};

export function optionOf(data: ChartData): Option {
  return drawingOf(data).option(bounded(data));
}

/** One or two sentences with the numbers: what is said instead of the picture. Plain text, not yet escaped. */
export function summaryOf(data: ChartData): string {
  return drawingOf(data).summary(data);
}

/** In pixels; the width is what there is. */
export function heightOf(data: ChartData): number {
  return drawingOf(data).height(data);
}

// The table has the drawing of that kind, which TypeScript cannot follow from a union.
const drawingOf = <Data extends ChartData>({ kind }: Data) => DRAWINGS[kind] as unknown as Drawing<Data>;

const LARGEST = 1e15;
const SMALLEST = 1e-12;

/** No measurement is beyond these, but a number in a file may be, and the arithmetic of axes then fails. */
function bounded<Data>(data: Data): Data {
  const within = (value: unknown): unknown => {
    if (typeof value === "number") {
      return Math.abs(value) < SMALLEST ? 0 : Math.min(Math.max(value, -LARGEST), LARGEST);
    }
    if (Array.isArray(value)) return value.map(within);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, within(one)]));
  };
  // Only numbers become other numbers.
  return within(data) as Data;
}
