/** The verdict of a job that measured nothing, and what every verdict says of an override. Pure. */
import { isFor, type Judgement, judge, type Weighed } from "../compare/judge.ts";
import type { Override } from "../model/exception.ts";
import type { Environment, SideInfo, Verdict } from "../model/verdict.ts";

/** What a verdict says of the job and its gate, whatever was measured. */
type UnmeasuredPart =
  | "gate"
  | "enforce"
  | "onInconclusive"
  | "falseAlarms"
  | "gateChanges"
  | "configFrom"
  | "override"
  | "health"
  | "notices"
  | "seconds"
  | "version";

export interface UnmeasuredInput extends Pick<Verdict, UnmeasuredPart> {
  readonly weighed: Extract<Weighed, { kind: "same-bytes" | "could-not-measure" }>;
  readonly base: SideInfo;
  readonly head: SideInfo;
  readonly environment: Environment;
  /** ISO 8601, UTC. */
  readonly finished: string;
}

/** The verdict of a job that measured nothing: because nothing that runs has changed, or because it could not. */
export function judgeUnmeasured({ weighed, ...rest }: UnmeasuredInput): Verdict {
  const { enforce, onInconclusive, override, notices } = rest;
  const { commit } = rest.head;
  const none = { comparisons: [], budgets: [], findings: [], accept: [] };
  const judgement = judge({ ...none, weighed, commit, override, onInconclusive, enforce });
  const nothing = {
    comparisons: [],
    budgets: [],
    causes: [],
    findings: [],
    history: null,
    runnerNoise: null,
    plan: null,
    attempts: [],
    reused: false,
    measuredBy: [],
    notWeighed: [],
    family: 0,
  };
  const rung = weighed.kind === "same-bytes" ? "same-bytes" : "budgets";
  return {
    schema: 1,
    kind: "verdict",
    ...nothing,
    ...rest,
    ...judgement,
    rung,
    notices: [...notices, ...overrideNotice(override, commit, judgement)],
  };
}

/** Why an override does not count, where one was given and could have. */
export function overrideNotice(
  override: Override | null,
  commit: string | null,
  { verdict, blocks }: Judgement,
): readonly string[] {
  if (override === null) return [];
  if (!isFor(override, commit)) {
    const other = override.commit.slice(0, 10);
    return blocks ? [`The override by ${override.by} is for the commit ${other} and does not count here.`] : [];
  }
  if (verdict !== "error") return [];
  return [`The override by ${override.by} does not count: what could not be measured cannot be overridden.`];
}
