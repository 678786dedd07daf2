/**
 * Earlier attempts at the same question: the same trees, config and tools. A verdict that was reached stands, whoever asks
 * again; one that was not is gone on with, under the part of the error that is not spent. There is no second draw.
 */
import { realpath } from "node:fs/promises";
import { relative } from "node:path";
import type { LoadedConfig } from "../config/load.ts";
import { digestOf } from "../measure/conditions.ts";
import type { Attempt, Verdict } from "../model/verdict.ts";
import type { StoredRounds } from "../stored/rounds.ts";
import { VERSION } from "../version.ts";
import type { WeighRequest } from "./request.ts";
import type { Sides } from "./sides.ts";
import { isReused, judgeRounds } from "./verdict.ts";

/**
 * What a verdict depends on besides chance and the machine: both trees, the folder in them, the config, what measures. null
 * where a side has no tree, or only one is measured.
 */
export async function questionOf(
  { source }: Sides,
  { config }: LoadedConfig,
  { cwd, mode }: Pick<WeighRequest, "cwd" | "mode">,
): Promise<string | null> {
  if (!source?.base) return null;
  const { git, base, head } = source;
  const trees = await Promise.all([base.sha, head.sha].map((sha) => git.attempt(["rev-parse", `${sha}^{tree}`])));
  if (trees.includes(null)) return null;
  // Who blocks on it, how long it may be measured, and what is accepted of what it shows is not part of what is asked.
  const { accept: _, findings: __, ...asked } = config;
  const { id, falseAlarms, ignore, controls } = config.gate;
  const gate = { id, falseAlarms, ignore, controls };
  const folder = relative(git.root, await realpath(cwd));
  return digestOf({ trees, folder, config: { ...asked, gate }, mode, version: VERSION, node: process.version });
}

/** The attempts before one that asks again, oldest first. One that reused a verdict has drawn nothing, and is none. */
export function attemptsOf(earlier: StoredRounds): readonly Attempt[] {
  const { job, seed, finished, attempts } = earlier;
  if (isReused(earlier)) return attempts;
  return [...attempts, { job, seed, finished, verdict: judgeRounds(earlier).verdict }];
}

/** What a job says of itself and its gate, whatever it measures. */
type Policy =
  | "base"
  | "head"
  | "job"
  | "enforce"
  | "onInconclusive"
  | "overrides"
  | "accept"
  | "rules"
  | "gateChanges"
  | "configFrom"
  | "override"
  | "health"
  | "notices";

/**
 * The verdict of an attempt before, where it reached one or somebody has overridden it, for who asks again; null where it was
 * left open. The values are judged again, by the policy of this job, but not drawn again.
 */
export function reuse(
  earlier: StoredRounds,
  now: Pick<StoredRounds, Policy>,
): { readonly rounds: StoredRounds; readonly verdict: Verdict } | null {
  const notices = [...new Set([...earlier.notices, ...now.notices])];
  const rounds = { ...earlier, ...now, notices, attempts: attemptsOf(earlier) };
  const verdict = judgeRounds(rounds);
  const stands = verdict.verdict === "pass" || verdict.verdict === "fail" || verdict.override !== null;
  return stands ? { rounds, verdict } : null;
}
