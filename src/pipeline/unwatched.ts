/** Watchers that were lost, and whether the verdict can do without them. Pure. */
import type { LostWatcher } from "../compare/judge.ts";
import { mayBothMatch } from "../config/globs.ts";
import type { MetricFamily } from "../measure/collected.ts";
import { registry } from "../measure/registry.ts";
import type { RuleId } from "../model/finding.ts";
import { matchesId } from "../model/metric.ts";
import type { MetricOverride } from "../model/override.ts";
import type { StoredRounds } from "../stored/rounds.ts";

/** The rules that each watcher gives facts for. */
export const RULES_OF: Readonly<Record<string, readonly RuleId[]>> = {
  http: ["large-payload", "redirect", "repeated-call", "uncached", "uncompressed"],
  mysql: [
    ...["n-plus-one", "slow-statement", "missing-index", "unused-index", "duplicate-index"],
    ...["low-cache-hit", "lock-wait", "busy-pool"],
  ] as const,
  postgres: [
    ...["n-plus-one", "slow-statement", "missing-index", "unused-index", "duplicate-index"],
    ...["low-cache-hit", "lock-wait", "busy-pool", "stale-statistics"],
  ] as const,
  redis: ["evicted-keys", "low-cache-hit"],
  resources: ["busy-processor", "full-memory", "leak"],
  runtime: ["blocked-event-loop", "blocking-call"],
};

type Asked = Pick<StoredRounds, "unwatched" | "overrides" | "rules" | "weighed">;

/**
 * Each with whether anything of it could have blocked: metrics that gate, a limit that head must keep, a rule that blocks. What
 * then went unseen is no pass, or a password that has expired would switch the gate off.
 */
export function lostWatchers({ unwatched = [], overrides, rules, weighed }: Asked): readonly LostWatcher[] {
  // Beside no base nothing can be worse: limits are all that blocks.
  const isAlone = weighed.kind === "budgets-only";
  return unwatched.map((one) => {
    const ids = familiesOf(one.watcher).map(({ glob, gates }) => ({ id: `${one.watcher}/${glob}@*`, gates }));
    const hasLimit = overrides.some(
      ({ glob, max }) => max !== undefined && ids.some(({ id }) => mayBothMatch(glob, id)),
    );
    const hasGate = ids.some(({ id, gates }) => mayGate(id, gates === true, overrides));
    const hasRule = (RULES_OF[one.watcher] ?? []).some((rule) => rules.block.includes(rule));
    return { ...one, gates: hasLimit || (!isAlone && (hasGate || hasRule)) };
  });
}

function familiesOf(watcher: string): readonly MetricFamily[] {
  return registry.find(({ id }) => id === watcher)?.metrics ?? [];
}

/** Whether any metric of a family gates, by the overrides in their order. `family`: a glob over ids. */
function mayGate(family: string, byDefault: boolean, overrides: readonly MetricOverride[]): boolean {
  let gates = byDefault;
  for (const { glob, role, control } of overrides) {
    if (role === "gate") gates ||= mayBothMatch(glob, family);
    // One that matches the family's own glob, as text, matches whatever that does.
    else if ((role !== undefined || control === true) && matchesId(glob, family)) gates = false;
  }
  return gates;
}
