/** The `prometheus` section of the config. */
import { z } from "zod";
import type { Slot } from "../../model/series.ts";
import { miswritten } from "../addresses.ts";
import type { MetricFamily } from "../collected.ts";
import { addressPerSlot, duration, oneOrMore, text } from "../fields.ts";
import { betterOf } from "./metrics.ts";

const PATH = "a path of the target that starts with one /, for example /metrics";
const NAME = "the name of an exporter: letters, digits, - and _";
const ADDRESS = "an exporter's address, for example http://nginx-${slot}:9113/metrics";
const EXPORTERS =
  'exporters, a map from name to address, for example { nginx: "http://nginx-${slot}:9113/metrics" }, or with an address for each slot { nginx: { a: "http://127.0.0.1:9113/metrics", b: "http://127.0.0.1:9114/metrics" } }';

/** What is wrong with an exporter's addresses, as a clause; null: nothing. */
function faultOf({ a, b }: Readonly<Record<Slot, string>>): string | null {
  // In these a \ is a /, and parsed it is one.
  const [urlA, urlB] = [a, b].map((one) => (/^https?:\/\//u.test(one) && URL.canParse(one) ? new URL(one).href : null));
  return urlA && urlB ? miswritten({ a: urlA, b: urlB }) : `expected ${ADDRESS}`;
}

export const schema = z
  .strictObject({
    path: text(PATH)
      .refine((path) => /^\/(?!\/)[^\s\\]*$/u.test(path), { error: PATH })
      .exactOptional()
      .describe(
        "Where the target itself tells its metrics. Without it /metrics, or nowhere where exporters are named.",
      ),
    exporters: z
      .record(z.string().regex(/^[\w-]{1,100}$/u, { error: NAME }), addressPerSlot(ADDRESS, faultOf), {
        error: EXPORTERS,
      })
      .readonly()
      .default({})
      .describe("Exporters beside the target, each slot's own: of nginx, of a database."),
    metrics: oneOrMore(text("a glob over names of metrics"), 'a glob or a list of globs, for example "http_*"')
      .prefault(["*", "!process_*", "!nodejs_*"])
      .describe(
        'Which metrics are taken, as globs over the names that the target gives them; one with a ! before it takes away. What a process tells of itself (`process_*`, `nodejs_*`) is left out by default: the sections `resources` and `runtime` see it better. `"*"` takes it too.',
      ),
    timeout: duration({ from: "100ms", upTo: "10s", example: "5s" })
      .prefault("5s")
      .describe("How long one scrape may take."),
  })
  .describe("What the target, and exporters beside it, tell Prometheus: counters a request, quantiles, gauges.");

export type PrometheusConfig = z.output<typeof schema>;

export const metrics: readonly MetricFamily[] = [
  { glob: "*", units: ["ms", "bytes", "fraction", "count", "number"], isDirected: (name) => betterOf(name) !== null },
];
