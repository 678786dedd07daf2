/** Watchers that were lost, what was to gate and nobody saw, and whether the verdict can do without them. Pure. */
import type { LostWatcher } from "../compare/judge.ts";
import { mayBothMatch } from "../config/globs.ts";
import type { MetricFamily } from "../measure/collected.ts";
import { registry } from "../measure/registry.ts";
import { asSentence } from "../measure/subject.ts";
import type { RuleId } from "../model/finding.ts";
import { matchesId } from "../model/metric.ts";
import type { MetricOverride } from "../model/override.ts";
import type { StoredRounds } from "../stored/rounds.ts";
import { idleWatchers } from "./idle.ts";

const OF_DATABASES: readonly RuleId[] = [
  ...["n-plus-one", "slow-statement", "missing-index", "unused-index"],
  ...["duplicate-index", "low-cache-hit", "lock-wait", "busy-pool"],
] as const;

/** The rules that each watcher gives facts for. */
export const RULES_OF: ReadonlyMap<string, readonly RuleId[]> = new Map(
  Object.entries({
    http: ["large-payload", "redirect", "repeated-call", "uncached", "uncompressed"],
    mysql: OF_DATABASES,
    postgres: [...OF_DATABASES, "stale-statistics"],
    redis: ["evicted-keys", "low-cache-hit"],
    resources: ["busy-processor", "full-memory", "leak"],
    runtime: ["blocked-event-loop", "blocking-call"],
  }),
);

type Asked = Pick<StoredRounds, "unwatched" | "overrides" | "rules" | "weighed">;
type Seen = Pick<StoredRounds, "conditions" | "notWeighed" | "series">;

/** All that could have blocked and went unseen, or might have. `unmatched`: globs of the overrides that match nothing measured. */
export function unseen(rounds: Asked & Seen, unmatched: readonly string[]): readonly LostWatcher[] {
  const { unwatched = [], series } = rounds;
  const idle = idleWatchers(series).filter((one) => !unwatched.some(({ watcher }) => watcher === one.watcher));
  const lost = lostWatchers({ ...rounds, unwatched: [...unwatched, ...idle] });
  const isSaid = (watcher: string) => lost.some((one) => one.watcher === watcher && one.gates);
  const missed = unmatched.flatMap((glob) => {
    const watcher = watcherOf(glob, rounds);
    if (watcher === null || isSaid(watcher) || !mayBlock(glob, rounds)) return [];
    return [{ watcher: glob, why: whyUnseen(watcher, rounds), rounds: 0, gates: true }];
  });
  return [...lost, ...missed];
}

/** The watcher that a glob names without a wildcard, and that the config has on. */
function watcherOf(glob: string, { conditions }: Pick<Seen, "conditions">): string | null {
  const [, id] = /^([^/@*?]+)\//u.exec(glob) ?? [];
  const isOn = registry.some((one) => one.kind === "watcher" && one.id === id) && Object.hasOwn(conditions, id!);
  return isOn ? id! : null;
}

/** Whether an override says so of a glob, by a role or a limit, and none after it takes that back. */
function mayBlock(glob: string, { overrides, weighed }: Asked): boolean {
  let [gates, hasLimit] = [false, false];
  for (const { glob: of, role, max, control } of overrides) {
    const isOwn = of === glob;
    if (isOwn && max !== undefined) hasLimit = true;
    if (isOwn && role === "gate") gates = true;
    else if ((role !== undefined && role !== "gate") || control === true) {
      if (!matchesId(of, glob)) continue;
      gates = false;
      if (role === "off") hasLimit = false;
    }
  }
  return hasLimit || (gates && weighed.kind !== "budgets-only");
}

/** Sentences of what a watcher did not weigh that there is room for. */
const MOST_SAID = 2;

function whyUnseen(watcher: string, { notWeighed }: Pick<Seen, "notWeighed">): string {
  const name = `${watcher}: `;
  const known = notWeighed.filter((line) => line.startsWith(name)).map((line) => line.slice(name.length));
  const what = "the config lets it block, and nothing that was measured matches it";
  return asSentence(known.length === 0 ? `${what}.` : `${what}: ${known.slice(0, MOST_SAID).join(" ")}`);
}

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
    const hasRule = (RULES_OF.get(one.watcher) ?? []).some((rule) => rules.block.includes(rule));
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
