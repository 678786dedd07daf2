import type { Comparison } from "../model/comparison.ts";
import type { Acceptance, Override } from "../model/exception.ts";
import { type Finding, isOfHead } from "../model/finding.ts";
import type { MetricId } from "../model/metric.ts";
import type { Unwatched } from "../model/unwatched.ts";
import type { BudgetCheck, Reason, Verdict, VerdictKind } from "../model/verdict.ts";
import { acceptedOf } from "./accept.ts";

/** How far comparing got. */
export type Weighed =
  /** Base and head were set against each other. */
  | { readonly kind: "compared" }
  /** Base was not measured, and head set beside what earlier jobs stored; how that came about. */
  | { readonly kind: "stored"; readonly how: string }
  /** What runs is byte-identical: nothing needed measuring. */
  | { readonly kind: "same-bytes"; readonly why: string }
  /** The user asked for absolute limits only. */
  | { readonly kind: "budgets-only"; readonly why: string }
  /** Base could not be had, so that head is held to its limits alone; what gates stays open. */
  | { readonly kind: "no-base"; readonly why: string }
  /** Head could not be measured, or base where no other rung was left. */
  | { readonly kind: "could-not-measure"; readonly why: string };

export interface JudgeInput {
  readonly comparisons: readonly Comparison[];
  readonly budgets: readonly BudgetCheck[];
  readonly findings: readonly Finding[];
  /** The runner was too restless to tell what varies by chance. Absent: it was not. */
  readonly isUnfit?: boolean;
  /** Watchers that were lost, and whether anything of theirs could have blocked. Absent: none. */
  readonly unwatched?: readonly LostWatcher[];
  readonly weighed: Weighed;
  /** Regressions that the config accepts. */
  readonly accept: readonly Acceptance[];
  /** Head; null where it has none. */
  readonly commit: string | null;
  /** Somebody lets a commit pass. */
  readonly override: Override | null;
  readonly onInconclusive: Verdict["onInconclusive"];
  /** false: report what would have blocked. */
  readonly enforce: boolean;
}

export interface LostWatcher extends Unwatched {
  readonly gates: boolean;
}

/** `override`: the one that is for this commit, and keeps its verdict from blocking; null where none does. */
export type Judgement = Pick<Verdict, "verdict" | "blocks" | "reasons" | "accepted" | "override">;

/**
 * The verdict. error: head could not be measured, or a tool's limit had no samples and nothing failed. fail: a gating
 * metric regressed, a `max` limit is broken for certain, or head brings a finding that the config lets block; that stands whatever else is open. inconclusive: a gating
 * metric is, or is missing, or a watcher was lost, or did not see, what could have blocked, or an unfit runner left it open. Else pass. A limit that is only warned about, or broken by the estimate alone, never fails:
 * it is given as a reason after all others. So is a regression that the config accepts.
 */
export function judge(input: JudgeInput): Judgement {
  const { comparisons, budgets, findings, weighed, accept, onInconclusive, enforce } = input;
  const worstFirst = comparisons.toSorted((a, b) => severity(b) - severity(a));
  const accepted = acceptedOf(worstFirst, accept);
  const acceptedIds = new Set(accepted.map(({ metric }) => metric));
  const gating = comparisons.filter(({ rule }) => rule.role === "gate");
  const unmeasured: Reason[] = weighed.kind === "could-not-measure" ? [{ kind: weighed.kind, why: weighed.why }] : [];
  const failures: Reason[] = [
    ...worstFirst
      .filter(
        ({ metric, rule, change }) => rule.role === "gate" && change === "regressed" && !acceptedIds.has(metric.id),
      )
      .map(({ metric }) => ({ kind: "regressed", metric: metric.id }) as const),
    ...budgetReasons(budgets, (check) => check.level === "max" && check.outcome === "broken"),
    ...findings
      .filter((finding) => finding.blocks && isOfHead(finding))
      .map((finding) => ({ kind: "finding", finding }) as const),
  ];
  // A metric's own limit without samples is that metric's silence, counted below; a tool's limit has no metric to say so.
  const silent = budgetReasons(budgets, (check) => check.metric === null && check.outcome === "no-samples");
  const lost = (gates: boolean) => (input.unwatched ?? []).filter((one) => one.gates === gates).map(unwatchedReason);
  const open: Reason[] = [
    ...lost(true),
    ...silentMetrics(gating, budgets).map((metric) => ({ kind: "missing", metric }) as const),
    ...findings
      .filter(({ blocks, since }) => input.isUnfit === true && blocks && since === "unclear")
      .map((finding) => ({ kind: "finding", finding }) as const),
    ...gating
      .filter(({ change }) => change === "inconclusive")
      .map(({ metric, note }) => ({ kind: "inconclusive", metric: metric.id, why: note ?? "" }) as const),
    ...(weighed.kind === "no-base" ? [{ kind: "not-compared", why: weighed.why } as const] : []),
  ];
  const remarks: Reason[] = [
    ...lost(false),
    ...accepted.map(({ metric }) => ({ kind: "accepted", metric }) as const),
    ...(weighed.kind === "budgets-only" ? [{ kind: "not-compared", why: weighed.why } as const] : []),
    ...(weighed.kind === "same-bytes" ? [{ kind: "same-bytes", why: weighed.why } as const] : []),
    ...budgetReasons(budgets, (check) => check.level === "max" && check.outcome === "broken-by-estimate"),
    ...budgetReasons(budgets, (check) => check.level === "warn" && check.outcome.startsWith("broken")),
  ];
  const verdict = verdictOf(unmeasured, failures, silent, open);
  const override = verdict !== "error" && isFor(input.override, input.commit) ? input.override : null;
  return {
    verdict,
    blocks: override === null && wouldBlock({ verdict, enforce, onInconclusive }),
    reasons: [...unmeasured, ...failures, ...silent, ...open, ...remarks],
    accepted,
    override,
  };
}

function unwatchedReason({ watcher, why, rounds }: LostWatcher): Reason {
  return { kind: "unwatched", watcher, why, rounds };
}

/** As long as nobody overrides it. */
export function wouldBlock({
  verdict,
  enforce,
  onInconclusive,
}: Pick<Verdict, "verdict" | "enforce" | "onInconclusive">): boolean {
  return enforce && (verdict === "fail" || (verdict === "inconclusive" && onInconclusive === "fail"));
}

/** Whoever overrides has seen the verdict of one commit, and answers for no other. */
export function isFor(override: Override | null, commit: string | null): boolean {
  return override !== null && override.commit === commit;
}

function verdictOf(
  unmeasured: readonly Reason[],
  failures: readonly Reason[],
  silent: readonly Reason[],
  open: readonly Reason[],
): VerdictKind {
  if (unmeasured.length > 0) return "error";
  if (failures.length > 0) return "fail";
  if (silent.length > 0) return "error";
  return open.length > 0 ? "inconclusive" : "pass";
}

/** Whether a gating metric leaves the verdict open: nothing could be shown of it, or head lacks it. */
export function isOpen({ change }: Comparison): boolean {
  return change === "inconclusive" || change === "missing";
}

/** Gating metrics that head lacks, and watched ones that have a `max` to keep and gave no sample to keep it with. */
function silentMetrics(gating: readonly Comparison[], budgets: readonly BudgetCheck[]): readonly MetricId[] {
  const gone = gating.filter(({ change }) => change === "missing").map(({ metric }) => metric.id);
  const unkept = budgets.flatMap(({ metric, level, outcome }) =>
    metric !== null && level === "max" && outcome === "no-samples" ? [metric] : [],
  );
  const open = new Set(gating.filter(({ change }) => change === "inconclusive").map(({ metric }) => metric.id));
  return [...new Set([...gone, ...unkept])].filter((id) => !open.has(id));
}

function budgetReasons(budgets: readonly BudgetCheck[], matches: (check: BudgetCheck) => boolean): readonly Reason[] {
  return budgets.filter(matches).map((check) => ({ kind: "budget", check }));
}

/** How many times `detect` the effect is; worst where there is no effect to speak of (a base of 0). */
function severity({ effect, rule }: Comparison): number {
  return effect === null || rule.detect <= 0 ? Number.MAX_VALUE : Math.abs(effect.value) / rule.detect;
}
