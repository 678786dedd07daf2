/** What the gate has to say of the demo: exactly what was planted (demo/README.md). Pure. */
import type { MetricId } from "../model/metric.ts";
import type { Verdict } from "../model/verdict.ts";

/** By endpoint and by entry: one of each must be named. */
const PLANTED = {
  endpoint: /^k6\/latency-[a-z0-9]+@shop: GET \/api\/search$/,
  bundle: /^bundle\/gzip@(entry )?(web\/)?app\b/,
} as const;
/** The sum over all files moves with the planted one; it may be named too. */
const FOLLOWS = /^bundle\/gzip@total$/;

/** Sentences on what is not as planned; none when all is. */
export function expectedOf(variant: "regressed" | "identical", verdict: Verdict): readonly string[] {
  const named: readonly MetricId[] = verdict.comparisons
    .filter(({ change, rule }) => change === "regressed" && rule.role === "gate")
    .map(({ metric }) => metric.id);
  if (variant === "identical") return named.map((id) => `${id} is called regressed, though both builds are the same.`);
  const planted = Object.values(PLANTED);
  return [
    ...(verdict.verdict === "fail" ? [] : [`the verdict is ${verdict.verdict}, not fail.`]),
    ...Object.entries(PLANTED).flatMap(([what, pattern]) =>
      named.some((id) => pattern.test(id)) ? [] : [`the worse ${what} was not named.`],
    ),
    ...named
      .filter((id) => !FOLLOWS.test(id) && !planted.some((pattern) => pattern.test(id)))
      .map((id) => `${id} is called regressed, though nothing was changed there.`),
  ];
}
