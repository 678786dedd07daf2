/** How a verdict came about, a line each, so that a reader can decide whether to believe it. */
import type { Rung, SideInfo, Verdict } from "../../../model/verdict.ts";
import type { Escape } from "../escape.ts";
import { formatDuration, formatLimit, formatValue } from "../format.ts";
import { attemptsText } from "./attempts.ts";
import { healthText } from "./decided.ts";
import { baselineText } from "./history.ts";
import { looksText, noiseText } from "./looks.ts";
import { clause } from "./reasons.ts";

export interface Fact {
  readonly label: string;
  /** Escaped already. */
  readonly text: string;
}

const RUNGS: Readonly<Record<Rung, string>> = {
  "same-bytes": "nothing that runs differs between the two sides",
  exact: "exact values of both builds, without statistics",
  stored: "head measured here and set beside what earlier jobs stored, one value a job",
  paired: "base and head built here and measured in turn, in interleaved rounds",
  budgets: "absolute limits on head only",
};

export function methodOf(verdict: Verdict, safe: Escape): readonly Fact[] {
  const { base, head, environment, runnerNoise, measuredBy, rung } = verdict;
  // A limit without samples is an error too, beside metrics that were judged.
  const isUnmeasured = verdict.verdict === "error" && measuredBy.length === 0;
  return [
    {
      label: "Sides",
      text: (rung === "budgets" && !isUnmeasured ? [head] : [base, head])
        .map((side) => sideText(side, safe))
        .join("; "),
    },
    ...(isUnmeasured ? [] : [{ label: "Evidence", text: evidence(verdict) }]),
    ...measuredBy.map(({ collector, rounds, discarded, notes }) => ({
      label: safe(collector),
      text: [`${roundsText(rounds)}${discardedText(discarded, safe)}`, ...notes.map((note) => clause(note, safe))].join(
        ". ",
      ),
    })),
    ...fact("Settings", verdict.configFrom === "base" ? "those of base (gate.configFrom: base)" : null),
    ...fact("Attempts", attemptsText(verdict, safe)),
    ...fact("Looks", looksText(verdict, safe)),
    ...fact("Noise", noiseText(verdict, safe)),
    ...fact("Baseline", baselineText(verdict, safe)),
    ...promise(verdict),
    {
      label: "Runner",
      text: `${safe(environment.cpu)}, ${environment.cores} ${environment.cores === 1 ? "core" : "cores"}, ${formatValue(environment.memoryBytes, "bytes")}, ${safe(environment.os)}${runnerNoise === null ? "" : `; ${safe(runnerNoise)}`}`,
    },
    ...toolsText(environment.tools, safe),
    ...fact("The gate lately", healthText(verdict)),
    {
      label: "Time",
      text: `${timeText(verdict)}, finished ${safe(verdict.finished)}, weighbridge ${safe(verdict.version)}`,
    },
  ];
}

/** The parts that took any: a job that ended early did not come to all of them. */
function timeText({ seconds }: Verdict): string {
  const parts = [
    ["install", seconds.install],
    ["build", seconds.build],
    ["measuring", seconds.measure],
  ] as const;
  const spent = parts.filter(([, took]) => took > 0).map(([part, took]) => `${part} ${formatDuration(took)}`);
  return `${formatDuration(seconds.total)}${spent.length === 0 ? "" : ` (${spent.join(", ")})`}`;
}

const fact = (label: string, text: string | null): readonly Fact[] => (text === null ? [] : [{ label, text }]);

/** Sides given by URL have no commit, and nothing was built for them. */
function evidence({ rung, base, head, family, comparisons, budgets }: Verdict): string {
  if (rung === "stored" && family === 0) return "head's exact values, set beside the stored ones of base";
  const recorded = comparisons.some((one) => one.metric.kind === "exact" && one.base !== null && one.head !== null);
  if (rung === "budgets" && !recorded && budgets.length === 0) return "head alone, and no limits to hold it to";
  if (rung === "budgets" && recorded) return `${RUNGS.budgets}, and exact values beside the stored ones of base`;
  if (rung === "paired" && base.commit === null && head.commit === null)
    return "base and head, running elsewhere, measured in turn, in interleaved rounds";
  return RUNGS[rung];
}

export function roundsText(rounds: number): string {
  return rounds === 0 ? "no rounds needed" : rounds === 1 ? "1 round" : `${rounds} rounds`;
}

/** "base main 1234abc “Add a cart”". */
export function sideText({ side, ref, commit, subject }: SideInfo, safe: Escape): string {
  const short = commit?.slice(0, 10) ?? null;
  const name =
    short === null ? [safe(ref)] : commit === ref || short === ref ? [safe(short)] : [safe(ref), safe(short)];
  return [side, ...name, ...(subject === null ? [] : [`“${safe(subject)}”`])].join(" ");
}

function discardedText(discarded: readonly string[], safe: Escape): string {
  if (discarded.length === 0) return "";
  const reasons = new Map<string, number>();
  for (const why of discarded) reasons.set(why, (reasons.get(why) ?? 0) + 1);
  const said = [...reasons].map(([why, count]) => `${count === 1 ? "" : `${count} times `}${clause(why, safe)}`);
  return `, ${discarded.length} discarded and redone (${said.join("; ")})`;
}

/** What the gate promises holds for metrics that are tested; a report must not let exact ones and budgets borrow it. */
function promise({ falseAlarms, family, rung }: Verdict): readonly Fact[] {
  if (family === 0) return [];
  const of =
    family === 1
      ? "for the 1 gating metric that is tested"
      : `for all ${family} gating metrics that are tested, together`;
  return [
    {
      label: "Promise",
      text: `at most ${formatLimit(falseAlarms, "fraction")} false alarms a head commit ${of}${rung === "stored" ? ", as far as this job varies like the stored ones" : ""}; exact metrics and budgets are no part of it; intervals are 95 %, each for its own metric`,
    },
  ];
}

function toolsText(tools: Readonly<Record<string, string>>, safe: Escape): readonly Fact[] {
  const names = Object.keys(tools).sort();
  return names.length === 0
    ? []
    : [{ label: "Tools", text: names.map((name) => `${safe(name)} ${safe(tools[name] ?? "")}`).join(", ") }];
}
