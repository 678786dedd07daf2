import type { Comparison } from "../../../model/comparison.ts";
import { parseMetricId } from "../../../model/metric.ts";
import { MOST_ROUNDS, OTHERWISE_AGAIN, unfitness } from "../../../model/plan.ts";
import type { Verdict } from "../../../model/verdict.ts";
import { acceptYaml } from "./accept.ts";
import type { Links } from "./links.ts";

/** One thing to do, in words of ours; the text goes on where the link ends. */
export interface Step {
  readonly text: string;
  readonly link?: { readonly label: string; readonly url: string };
  /** Lines to paste into the config. */
  readonly yaml?: readonly string[];
}

/** Whom it is said to: readers of a job's report; whoever typed the command, with its files at hand; or either of them. */
type Reader = "job" | "terminal" | "either";

/**
 * What a reader can do now, likeliest first; empty where there is nothing to do. `moved`: the rows that did. None of it is
 * to run it until it passes: a verdict that was reached stands, and one that was not is gone on with.
 */
export function nextSteps(
  verdict: Verdict,
  moved: readonly Comparison[],
  links: Links,
  reader: Reader = links.run === undefined ? "either" : "job",
): readonly Step[] {
  switch (verdict.verdict) {
    case "pass":
      return [];
    case "error":
      return [
        { text: toMeasure(verdict) },
        ...(links.run === undefined ? [] : [{ text: " says the rest.", link: logOf(links.run) }]),
      ];
    case "inconclusive":
      if (verdict.override !== null) return [];
      return [
        ...(isGoneOnWith(verdict) ? [{ text: GO_ON[reader] }] : []),
        ...toWatch(verdict).map((text) => ({ text })),
        ...toSettle(verdict).map((text) => ({ text })),
      ];
    case "fail":
      return verdict.override === null ? [...stepsOfFail(verdict, moved, links, reader), ...limitSteps(verdict)] : [];
    default:
      return verdict.verdict satisfies never;
  }
}

const logOf = (url: string) => ({ label: "The log of the job", url });

const GO_ON: Readonly<Record<Reader, string>> = {
  either:
    "Run the job again, or `weighbridge run --earlier .weighbridge/rounds.json`, with the same options: it goes on with what is undecided. The rounds so far count, and the promise on false alarms holds for all attempts together.",
  job: "Run the job again: it goes on with what is undecided, on a fresh runner. The rounds so far count, and the promise on false alarms holds for all attempts together.",
  terminal:
    "Go on with what is undecided: `weighbridge run --earlier .weighbridge/rounds.json`, with the same options. The rounds so far count, and the promise on false alarms holds for all attempts together.",
};

const REPAIR: Readonly<Record<Reader, string>> = {
  either:
    "Repair it: push a commit. Where a workflow runs this again, it does not measure again, as this verdict stands for these files.",
  job: "Repair it: push a commit. Running the job again does not measure again, as this verdict stands for these files.",
  terminal: "Repair it, and run this again: other files are another question.",
};

/**
 * A re-run adds rounds, which helps only where rounds are what is missing, and those so far count. They do not for sides
 * without a commit, which nobody can know to be the same, nor where those of the attempt before did not either.
 */
function isGoneOnWith({ reasons, plan, rung, comparisons, base, notices }: Verdict): boolean {
  const first = reasons[0];
  if (base.commit === null || notices.some((line) => line.includes(OTHERWISE_AGAIN))) return false;
  if (first?.kind !== "inconclusive" || rung !== "paired" || plan === null || unfitness(plan) !== null) return false;
  const open = comparisons.find(({ metric }) => metric.id === first.metric);
  return open !== undefined && !isBeyondReach(open);
}

function stepsOfFail(
  { base, rung, accepted }: Verdict,
  moved: readonly Comparison[],
  { report }: Links,
  reader: Reader,
): readonly Step[] {
  const known = new Set(accepted.map(({ metric }) => metric));
  const yaml = acceptYaml(moved.filter(({ metric }) => !known.has(metric.id)));
  const again =
    rung === "budgets"
      ? "`weighbridge run --mode budgets` measures it anew"
      : `\`weighbridge run${base.commit === null ? "" : ` --base ${base.commit.slice(0, 10)}`}\` measures both builds anew`;
  return [
    ...(report === undefined
      ? []
      : [{ text: " shows every round, and what is behind it.", link: { label: "The report", url: report } }]),
    ...(reader === "terminal" ? [{ text: "Explain it: `report.html` shows every round, and what is behind it." }] : []),
    { text: REPAIR[reader] },
    {
      text:
        reader === "terminal"
          ? `Confirm it: ${again}, here or on another machine.`
          : `Explain or confirm it: ${again} on a machine of yours, and leaves this verdict as it is.`,
    },
    ...(yaml.length === 0
      ? []
      : [
          {
            text: "Accept it, where it is worth its price: add this to the config, with a last day, a reason, and a little more `upTo` for what is timed.",
            yaml,
          },
        ]),
  ];
}

function limitSteps({ reasons }: Verdict): readonly Step[] {
  const isBroken = reasons.some((reason) => reason.kind === "budget" && reason.check.outcome === "broken");
  const isFound = reasons.some(({ kind }) => kind === "finding");
  return [
    ...(isBroken ? [{ text: "If the limit is out of date, change it where it is written." }] : []),
    ...(isFound
      ? [{ text: "If a finding is meant to be, set the limit of its rule under `findings` in the config." }]
      : []),
  ];
}

function toMeasure({ reasons, comparisons, budgets }: Verdict): string {
  if (reasons[0]?.kind === "budget")
    return "A limit without samples is neither kept nor broken: check the metric name and the tags in it, or remove it where it is written.";
  if (comparisons.length + budgets.length > 0) return "Repair what is named above and run it again.";
  return "Nothing was judged, neither for nor against this change, and that is no pass: repair what is named above and run it again.";
}

/** Whatever else keeps it open: a quieter runner does not repair a password. */
function toWatch({ reasons }: Verdict): readonly string[] {
  const missed = [...new Set(reasons.flatMap((reason) => (reason.kind === "unwatched" ? [reason.watcher] : [])))];
  const watchers = missed.filter((id) => !id.includes("/")).map((id) => `"${id}/*"`);
  const ofWatchers = `Repair what is named above and run it again. What need not be watched is taken out of the gate by the config: leave out its section, or give its metrics the role \`watch\` (${watchers.join(", ")}) and let none of its rules block.`;
  const ofMetrics =
    "Repair what is named above and run it again: what tells these metrics, or the name of them in the config's `metrics`. What is gone on purpose is taken out there.";
  return [...(watchers.length > 0 ? [ofWatchers] : []), ...(watchers.length < missed.length ? [ofMetrics] : [])];
}

function toSettle(verdict: Verdict): readonly string[] {
  if (unfitness(verdict.plan) !== null)
    return ["More rounds do not help on a runner like this: run it again on a quieter one."];
  return verdict.reasons[0]?.kind === "unwatched" ? [] : [howToSettle(verdict)];
}

function howToSettle({ reasons, comparisons, notices, measuredBy, rung }: Verdict): string {
  const first = reasons[0];
  if (first?.kind === "missing")
    return "If it is gone on purpose, give its id the role `watch` or `off` in the config; else repair what no longer measures it.";
  if (first?.kind === "not-compared")
    return first.why.startsWith("base: ")
      ? "What gates needs something to be set against: merge or rebase onto a base without this fault, or name another one. Where this change brings the gate, there is none yet, and nothing to do."
      : "What gates needs something to be set against: see to what is named above.";
  if (rung === "stored")
    return "Base measured beside head shows smaller changes than stored jobs do: use `mode: auto`, or store more jobs, in `mode: stored` too and on quieter machines.";
  const open = comparisons.find(({ metric }) => first?.kind === "inconclusive" && metric.id === first.metric);
  if (open !== undefined && isBeyondReach(open))
    return "No effort has as many rounds as this takes: raise `detect` of that metric, give it the role `watch`, measure longer rounds (`k6.round.measure`), or use a quieter machine.";
  // More effort buys nothing where the time did not even allow this one.
  if ([...notices, ...measuredBy.flatMap(({ notes }) => notes)].some((line) => line.includes("gate.maxMinutes")))
    return "More rounds settle it: raise `gate.maxMinutes`, which cut their number, or use a quieter machine.";
  const isK6 = first?.kind === "inconclusive" && parseMetricId(first.metric)?.collector === "k6";
  return isK6
    ? "More rounds or longer ones settle it: set `gate.effort: thorough` or a longer `k6.round.measure`, or use a quieter machine."
    : "More rounds settle it: set `gate.effort: thorough`, or use a quieter machine.";
}

/** What can be seen falls with the square root of the rounds. */
function isBeyondReach({ rounds, rule, smallestVisible }: Comparison): boolean {
  if (smallestVisible === null || !(rule.detect > 0)) return false;
  return rounds * (smallestVisible / rule.detect) ** 2 > MOST_ROUNDS;
}
