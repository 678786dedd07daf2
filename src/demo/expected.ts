/** What the gate has to say of the demo: exactly what was planted (demo/README.md). Pure. */
import type { MetricId } from "../model/metric.ts";
import type { Verdict } from "../model/verdict.ts";

/** One of each must be named. */
const PLANTED = {
  endpoint: /^k6\/latency-[a-z0-9]+@shop: GET \/api\/search$/,
  bundle: /^bundle\/gzip@(entry )?(web\/)?app\b/,
  page: /^lighthouse\/lcp@\/$/,
} as const;
/** The sum over all files moves with the planted one; it may be named too. */
const FOLLOWS = /^bundle\/gzip@total$/;

export interface DemoRun {
  readonly variant: "regressed" | "identical";
  /** quick: without pages. */
  readonly extent: "all" | "quick";
}

/** Sentences on what is not as planned; none when all is. */
export function expectedOf({ variant, extent }: DemoRun, verdict: Verdict): readonly string[] {
  const named: readonly MetricId[] = verdict.comparisons
    .filter(({ change, rule }) => change === "regressed" && rule.role === "gate")
    .map(({ metric }) => metric.id);
  if (variant === "identical") return named.map((id) => `${id} is called regressed, though both builds are the same.`);
  const planted = Object.entries(PLANTED).filter(([what]) => extent === "all" || what !== "page");
  return [
    ...(verdict.verdict === "fail" ? [] : [`the verdict is ${verdict.verdict}, not fail.`]),
    ...planted.flatMap(([what, pattern]) =>
      named.some((id) => pattern.test(id)) ? [] : [`the worse ${what} was not named.`],
    ),
    ...named
      .filter((id) => !FOLLOWS.test(id) && !planted.some(([, pattern]) => pattern.test(id)))
      .map((id) => `${id} is called regressed, though nothing was changed there.`),
  ];
}
