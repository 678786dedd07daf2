/**
 * The `accept` section of the config: regressions that are known and accepted, each up to a size and a day. As in
 * `metrics`, the unit of a number depends on the metric, so it is kept as written until the metric is known.
 */
import { z } from "zod";
import type { ConfigError } from "../errors.ts";
import type { Acceptance } from "../model/exception.ts";
import { type Metric, matchesId } from "../model/metric.ts";
import { amount, misfit, ofChange } from "./amounts.ts";
import { mayBothMatch } from "./globs.ts";
import { familiesOf, faultOfGlob, type MetricRule } from "./metrics.ts";

const DAY = "a day of the calendar that is written as in 2026-01-31";
const REASON = "a text of 1 to 300 characters on one line that says why";
/** What the report's lines to paste have in its place. */
const PLACEHOLDER = "<why>";
const LIST = "a list of metric, upTo, until and reason";

const acceptance = z
  .strictObject({
    metric: z
      .string({ error: "a glob over metric ids" })
      .superRefine((glob, context) => {
        const wrong = faultOfGlob(glob);
        if (wrong !== undefined) context.addIssue({ code: "custom", message: wrong, params: { whole: true } });
      })
      .describe("The metrics that may be worse: the id of one that was measured, else a glob over their ids."),
    upTo: amount
      .refine(({ value }) => value > 0, { error: "more than 0" })
      .describe(
        "The most that they may be worse by, as estimated: a share, or on the scale difference in the metric's unit.",
      ),
    until: z.iso.date({ error: DAY }).describe("The last day on which this holds, in UTC. After it, it is an error."),
    reason: z
      .string({ error: REASON })
      .regex(/^[^\p{Cc}]{1,300}$/u, { error: REASON })
      .regex(/\S/u, { error: REASON })
      .refine((reason) => reason.trim() !== PLACEHOLDER, { error: `your own words in the place of ${PLACEHOLDER}` })
      .describe("Why; shown in the report."),
  })
  .describe("A regression that does not block.");

export type AcceptRule = z.output<typeof acceptance>;

export const acceptSchema = z
  .array(acceptance, { error: LIST })
  .max(100, { error: "at most 100 entries" })
  .readonly()
  .describe("Regressions that are known and accepted.");

interface Misfit {
  readonly path: readonly PropertyKey[];
  readonly expected: string;
}

/** The entries whose `upTo` has a unit that fits none of the metrics that their globs can match. */
export function misfitsOfAccept(accept: readonly AcceptRule[], metrics: readonly MetricRule[]): readonly Misfit[] {
  return accept.flatMap(({ metric: glob, upTo }, index) => {
    const families = familiesOf(glob);
    const written = metrics.filter((rule) => mayBothMatch(rule.glob, glob)).flatMap(({ scale }) => scale ?? []);
    const scales = [...families.map(({ scale }) => scale), ...written];
    const units = families.flatMap((family) => family.units);
    const expected = misfit(upTo, ofChange(units, scales), glob);
    return expected === null ? [] : [{ path: ["accept", index, "upTo"], expected }];
  });
}

/** What these functions need of a loaded config: its entries, and the error for a place in its file. */
export interface Accepting {
  readonly config: { readonly accept: readonly AcceptRule[] };
  readonly fault: (path: readonly PropertyKey[], expected: string) => ConfigError;
}

/** @throws ConfigError naming file, line and key, when the unit of an entry's `upTo` cannot be that of a change of the metric */
export function checkAccept({ config, fault }: Accepting, metric: Pick<Metric, "id" | "unit" | "scale">): void {
  for (const [index, { metric: glob, upTo }] of config.accept.entries()) {
    if (!matchesId(glob, metric.id)) continue;
    const expected = misfit(upTo, ofChange([metric.unit], [metric.scale]), metric.id);
    if (expected !== null) throw fault(["accept", index, "upTo"], expected);
  }
}

/** @throws ConfigError for the first entry whose last day is over. `today`: 2026-01-31, in UTC */
export function refuseExpired({ config, fault }: Accepting, today: string): void {
  const index = config.accept.findIndex((entry) => isExpired(entry, today));
  if (index < 0) return;
  throw fault(
    ["accept", index, "until"],
    `${today} or a later day: this has expired, so remove the entry or extend it`,
  );
}

/** In UTC: 2026-01-31. */
export function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

/** The days of the calendar sort as their texts do. */
export function isExpired({ until }: AcceptRule, today: string): boolean {
  return until < today;
}

/** As numbers. Only to be used for metrics that they fit: see checkAccept. */
export function toAcceptance({ metric, upTo, until, reason }: AcceptRule): Acceptance {
  return { glob: metric, upTo: upTo.value, until, reason };
}
