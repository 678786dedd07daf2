/** The gate: config → sides → evidence → verdict, each stage in a file of its own under pipeline/. */

import { healthOf } from "./baseline/health.ts";
import { dayOf, refuseExpired } from "./config/accept.ts";
import type { LoadedConfig } from "./config/load.ts";
import { overridesOf } from "./config/overrides.ts";
import { ExpectedError } from "./errors.ts";
import type { Detail } from "./model/details.ts";
import type { Environment, Verdict } from "./model/verdict.ts";
import { attemptsOf, questionOf, reuse } from "./pipeline/attempts.ts";
import { placeBaseline } from "./pipeline/baseline.ts";
import { gatherEvidence } from "./pipeline/evidence.ts";
import type { WeighRequest } from "./pipeline/request.ts";
import { settingsOf } from "./pipeline/settings.ts";
import { chooseSides, sameBeforeBuild } from "./pipeline/sides.ts";
import { judgeUnmeasured } from "./pipeline/unmeasured.ts";
import { judgeRounds } from "./pipeline/verdict.ts";
import type { StoredRounds } from "./stored/rounds.ts";
import { orDiskError } from "./system/disk.ts";
import { readEnvironment } from "./system/environment.ts";
import { InterruptedError } from "./system/interrupt.ts";
import type { System } from "./system/system.ts";
import { VERSION } from "./version.ts";

const OTHER_QUESTION =
  "The rounds of the attempt that was named are of other trees, another config or another version: they do not count here.";

export interface Weighing {
  readonly verdict: Verdict;
  /** null when nothing was measured. */
  readonly rounds: StoredRounds | null;
  /** For the charts of the report. */
  readonly details: readonly Detail[];
}

/**
 * @throws ConfigError, at the latest when the first round has shown which metrics there are; InterruptedError. What keeps head from being measured is a verdict:
 *   `error`, with its reason
 */
export async function weigh(request: WeighRequest, ofHead: LoadedConfig, system: System): Promise<Weighing> {
  const { verdict, ...rest } = await outcomeOf(request, ofHead, system);
  return { ...rest, verdict: { ...verdict, notices: [...verdict.notices, ...(request.asides ?? [])] } };
}

async function outcomeOf(request: WeighRequest, ofHead: LoadedConfig, system: System): Promise<Weighing> {
  const started = performance.now();
  const today = dayOf(new Date());
  refuseExpired(ofHead, today);
  const sides = await chooseSides(request, ofHead.config.target, system);
  const settings = await settingsOf(request, ofHead, sides, today);
  const { loaded, accept, gateChanges, configFrom } = settings;
  const { gate, target, findings: rules } = loaded.config;
  const policy = {
    enforce: gate.enforce ?? target.kind !== "url",
    onInconclusive: gate.onInconclusive,
    gateChanges,
    configFrom,
    override: request.override,
    health: healthOf(request.baseline?.snapshots ?? []),
  };
  const known: string[] = [...sides.notices, ...settings.notices, ...(request.baseline?.notices ?? [])];
  const about = (notices: readonly string[], environment: Environment) => ({
    ...sides.info,
    ...policy,
    gate: gate.id,
    falseAlarms: gate.falseAlarms,
    environment,
    notices: [...known, ...notices],
    finished: new Date().toISOString(),
    version: VERSION,
  });
  const spent = (seconds: Partial<Verdict["seconds"]>) => ({
    install: 0,
    build: 0,
    measure: 0,
    ...seconds,
    total: (performance.now() - started) / 1000,
  });
  const unmeasured = async (kind: "same-bytes" | "could-not-measure", why: string): Promise<Weighing> => {
    const environment = await readEnvironment(system.env, {});
    return {
      verdict: judgeUnmeasured({ weighed: { kind, why }, seconds: spent({}), ...about([], environment) }),
      rounds: null,
      details: [],
    };
  };
  try {
    const same = request.force ? null : await sameBeforeBuild(sides, gate.ignore);
    if (same !== null) return await unmeasured("same-bytes", same);
    const question = await questionOf(sides, loaded, request);
    // Rounds of a given number are asked for as such.
    const isAsked = question !== null && request.rounds === null;
    const earlier = isAsked && request.earlier?.question === question ? request.earlier : null;
    if (request.earlier !== null && earlier === null) known.push(OTHER_QUESTION);
    const asked = { ...sides.info, ...policy, overrides: overridesOf(loaded), accept, rules, job: request.job };
    const reused = earlier && reuse(earlier, { ...asked, notices: known });
    if (reused !== null) return { ...reused, details: [] };
    const placed = await placeBaseline(request, sides);
    const evidence = await gatherEvidence({ request, loaded, accept, sides, placed, earlier, system });
    if (evidence.kind === "same-bytes") return await unmeasured("same-bytes", evidence.why);
    const { built, measured, environment, baseline, weighed } = evidence;
    const { tools: _, fixes: _tried, seconds, notices, details, ...gathered } = measured;
    const rounds: StoredRounds = {
      schema: 1,
      kind: "rounds",
      job: request.job,
      mode: request.mode,
      question,
      attempts: earlier === null ? [] : attemptsOf(earlier),
      lost: (earlier?.lost ?? 0) + (request.lost ?? 0),
      weighed,
      baseline,
      ...about([...built.notices, ...notices], environment),
      ...gathered,
      overrides: overridesOf(loaded),
      accept,
      rules,
      seconds: spent({ ...built.seconds, measure: seconds }),
    };
    return { rounds, verdict: judgeRounds(rounds), details };
  } catch (error) {
    // Whatever failed first: tools die of the same interrupt.
    system.signal.throwIfAborted();
    const met = orDiskError(error);
    const isVerdict = met instanceof ExpectedError && !(met instanceof InterruptedError);
    if (!isVerdict || met.name === "ConfigError") throw met;
    return await unmeasured("could-not-measure", met.message);
  }
}
