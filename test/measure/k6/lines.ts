/** Rounds of k6 as it writes them, read and gathered as a job does. */
import { ToolError } from "../../../src/errors.ts";
import { drawDetails } from "../../../src/measure/k6/details.ts";
import { whyUnfit } from "../../../src/measure/k6/drops.ts";
import { endpointName } from "../../../src/measure/k6/endpoint.ts";
import { foldStream } from "../../../src/measure/k6/fold/fold.ts";
import type { Fold } from "../../../src/measure/k6/fold/shapes.ts";
import { seriesOf } from "../../../src/measure/k6/rounds.ts";
import { valuesOf } from "../../../src/measure/k6/values.ts";
import type { Details } from "../../../src/model/details.ts";
import type { Series } from "../../../src/model/series.ts";
import { detailsSchema } from "../../../src/stored/details.ts";
import { bytesOf, chunked, define, point } from "./fold/fixtures.ts";

const ROUND = { warmup: 0, measure: 5000 };
const BEGAN = Date.parse("2026-11-21T05:01:00.000Z");

export interface Request {
  readonly slot: "a" | "b";
  /** As JSON has it: a number, or what is none. */
  readonly duration: number | string;
  readonly name?: string;
  readonly check?: string;
  readonly scenario?: string;
  readonly failed?: number | string;
}

/** k6's output of a round, a line a point. */
export function linesOf(requests: readonly Request[]): readonly string[] {
  const definitions = [
    define("http_reqs", "counter"),
    define("http_req_duration", "trend", "time"),
    define("http_req_failed", "rate"),
    define("checks", "rate"),
  ];
  const points = requests.flatMap(({ slot, duration, name = "/cart", check, scenario = "shop", failed = 0 }, index) => {
    const time = new Date(BEGAN + index).toISOString();
    const tags = { expected_response: "true", method: "GET", name, scenario, weighbridge_slot: slot };
    const checked = check === undefined ? [] : [point("checks", 1, { scenario, check, weighbridge_slot: slot }, time)];
    return [
      point("http_reqs", 1, tags, time),
      point("http_req_duration", duration, tags, time),
      point("http_req_failed", failed, tags, time),
      ...checked,
    ];
  });
  return [...definitions, ...points];
}

export const foldOf = (lines: readonly string[]): Promise<Fold> =>
  foldStream(chunked(bytesOf(lines), [65_536]), { nameOf: endpointName });

/** Slot a is base. @throws ToolError for a round that the collector would not keep */
export async function gather(rounds: readonly (readonly string[])[]): Promise<readonly Series[]> {
  const folds = await Promise.all(rounds.map(foldOf));
  for (const fold of folds) {
    const why = whyUnfit([fold], "perf/shop.js", ROUND);
    if (why !== null) throw new ToolError(why);
  }
  const of = (fold: Fold, slot: "a" | "b") =>
    valuesOf({ fold, slot, label: (scenario) => scenario, seconds: 5, tells: () => true });
  return seriesOf(
    folds.map((fold) => ({ base: of(fold, "a"), head: of(fold, "b") })),
    5,
  );
}

/** What the report would draw of one round, as it would be stored. Throws what the schema of stored files finds. */
export async function drawn(lines: readonly string[]): Promise<Details> {
  const fold = await foldOf(lines);
  const details = drawDetails(
    (_, scenario) => scenario,
    1,
    () => true,
  );
  details.add([
    { side: "base", slot: "a", fold, script: "perf/shop.js" },
    { side: "head", slot: "b", fold, script: "perf/shop.js" },
  ]);
  return detailsSchema.parse({ schema: 1, kind: "details", details: details.result() });
}

/** A round of 220 requests a side at some 100 ms. `change`: what becomes of a request. */
export function honest(round: number, change: (request: Request) => Request = (request) => request): readonly string[] {
  const requests = Array.from({ length: 220 }, (_, i) => 100 + ((i * 7 + round * 3) % 11) / 10);
  return linesOf(
    requests.flatMap((duration) => [change({ slot: "a", duration }), change({ slot: "b", duration: duration + 0.01 })]),
  );
}
