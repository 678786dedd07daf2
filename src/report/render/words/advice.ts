import type { Comparison } from "../../../model/comparison.ts";
import type { Verdict } from "../../../model/verdict.ts";
import { acceptYaml } from "./accept.ts";
import type { Links } from "./links.ts";
import { isGoneOnWith, toSettle, toWatch } from "./settle.ts";

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
