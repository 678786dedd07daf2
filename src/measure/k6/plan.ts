/** How a script's scenarios become one round: short, at constant load, each side at the script's full rate. Pure. */
import { ConfigError } from "../../errors.ts";
import { asSentence } from "../subject.ts";
import { durationSeconds, type Inspected, type Scenario } from "./inspect.ts";
import { fewSamples } from "./samples.ts";

export interface RoundLength {
  /** Milliseconds. */
  readonly warmup: number;
  readonly measure: number;
}

export type DriverKind = "twin" | "alternate";

export interface LoadPlan {
  readonly driver: DriverKind;
  /** k6's `scenarios` option. */
  readonly scenarios: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Functions that k6 calls. */
  readonly functions: readonly string[];
  readonly lines: readonly string[];
}

export interface PlanInput {
  /** How messages name the script: its path in the repository. */
  readonly label: string;
  readonly inspected: Inspected;
  readonly round: RoundLength;
  readonly driver: DriverKind;
  /** The only one to run: one that the script has. */
  readonly scenario?: string;
}

/** VUs of an arrival rate that are there before the round; more would cost more memory than they help. */
const MADE_BEFOREHAND = 100;

/** For what is to come to its end by itself; time limits of our own hold. */
export const UNENDING = "24h";

/** Scenarios are cut off when the round ends; running iterations get this long to finish. */
const GRACEFUL_STOP = "2s";

/**
 * Constant executors keep their load, ramping ones are held at their peak, iteration-bound ones run until the round
 * ends. The twin driver calls both sides in one iteration, so that closed models need twice the VUs for the same rate a
 * side, and arrival-rate ones twice the VUs to draw on, at the same rate.
 *
 * @throws ConfigError when staggered scenarios leave open which to measure, or when a scenario calls a function that the script does not export
 */
export function planLoad(input: PlanInput): LoadPlan {
  const { inspected, round, driver, label } = input;
  const chosen = chooseScenarios(input);
  const duration = `${round.warmup + round.measure}ms`;
  const share = driver === "twin" && !inspected.minIterationDuration ? 2 : 1;
  const scenarios: [string, Readonly<Record<string, unknown>>][] = [];
  const loads: string[] = [];
  const few: string[] = [];
  for (const [name, scenario] of chosen) {
    const { exec } = scenario;
    if (!inspected.functions.includes(exec)) {
      throw refused(
        `${label}: scenario "${name}" calls ${exec === "default" ? "the default function" : `"${exec}"`}, which the script does not export; it exports ${inspected.functions.join(", ") || "no function"}.`,
      );
    }
    const { load, words, rate } = hold(scenario, share, duration);
    scenarios.push([name, { ...common(scenario), exec, startTime: "0s", gracefulStop: GRACEFUL_STOP, ...load }]);
    const prefix = chosen.length > 1 ? `${name}: ` : "";
    loads.push(`${prefix}${words}`);
    const why = rate === null ? null : fewSamples(rate, round.measure);
    if (why !== null) few.push(`${label}: ${prefix}${why}.`);
  }
  const seconds = (ms: number) => `${ms / 1000} s`;
  const closed = chosen.some(([, scenario]) => !scenario.executor.endsWith("arrival-rate"));
  const lines = [
    `${label}: ${scriptInWords(chosen)} → rounds of ${seconds(round.warmup + round.measure)} (${seconds(round.warmup)} warm-up), ${loads.join("; ")}`,
    ...few,
  ];
  if (driver === "twin" && closed) {
    lines.push(
      `${label}: VUs wait for their responses (a closed model), so each side sees the chosen concurrency on average only; an arrival-rate executor keeps it exact.`,
    );
  }
  if (inspected.functions.includes("handleSummary")) lines.push(`${label}: its handleSummary is not called in rounds.`);
  const functions = [...new Set(chosen.map(([, scenario]) => scenario.exec))];
  return { driver, scenarios: Object.fromEntries(scenarios), functions, lines };
}

function chooseScenarios({ label, inspected, scenario }: PlanInput): [string, Scenario][] {
  const all = Object.entries(inspected.scenarios);
  if (scenario !== undefined) {
    return all.filter(([name]) => name === scenario);
  }
  if (all.length > 1 && staggered(all)) {
    throw refused(
      `${label} runs its scenarios one after the other (${all.map(([name]) => name).join(", ")}); a round holds one load: name the one to measure in k6.scenario.`,
    );
  }
  return all;
}

/** The script's own names are in it, however many and long. */
function refused(sentence: string): ConfigError {
  return new ConfigError(asSentence(sentence));
}

/** Whether some scenario starts only when another has ended. */
function staggered(all: readonly [string, Scenario][]): boolean {
  const spans = all.map(([, scenario]) => span(scenario));
  return spans.some((one) => spans.some((other) => one.start > 0 && one.start >= other.end));
}

/** Seconds from the script's start; an iteration-bound scenario has no length of its own. */
function span({ startTime, stages, duration }: Scenario): { start: number; end: number } {
  const start = durationSeconds(startTime ?? "0s");
  const staged = (stages ?? []).reduce((sum, stage) => sum + durationSeconds(stage.duration), 0);
  return { start, end: start + (durationSeconds(duration ?? "") || staged) };
}

/** What any executor may carry along. */
export function common({ env, tags, options }: Scenario): Record<string, unknown> {
  return { ...(env ? { env } : {}), ...(tags ? { tags } : {}), ...(options ? { options } : {}) };
}

interface Held {
  readonly load: Readonly<Record<string, unknown>>;
  readonly words: string;
  /** Iterations/s a side; null where the responses decide it. */
  readonly rate: number | null;
}

/** The scenario at constant load; VUs times `share`. */
function hold(scenario: Scenario, share: number, duration: string): Held {
  const { executor } = scenario;
  if (executor === "constant-arrival-rate" || executor === "ramping-arrival-rate") {
    const targets = (scenario.stages ?? []).map((stage) => stage.target);
    const rate = Math.max(scenario.rate ?? scenario.startRate ?? 0, ...targets);
    const timeUnit = scenario.timeUnit ?? "1s";
    const wanted = Math.max(1, (scenario.preAllocatedVUs ?? 1) * share);
    const maxVUs = Math.max(wanted, (scenario.maxVUs ?? 1) * share);
    // A VU that has to be made in the middle of a round comes too late: its iteration is dropped.
    const preAllocatedVUs = Math.max(wanted, Math.min(maxVUs, MADE_BEFOREHAND));
    const perSecond = rate / (durationSeconds(timeUnit) || 1);
    return {
      load: { executor: "constant-arrival-rate", rate, timeUnit, duration, preAllocatedVUs, maxVUs },
      words: `${Number(perSecond.toPrecision(3))} iterations/s a side${executor.startsWith("ramping") ? " (its peak)" : ""}`,
      rate: perSecond,
    };
  }
  const targets = (scenario.stages ?? []).map((stage) => stage.target);
  const vus = Math.max(1, scenario.vus ?? scenario.startVUs ?? 1, ...targets);
  const peak = executor === "ramping-vus" ? " (its peak)" : "";
  return {
    load: { executor: "constant-vus", vus: vus * share, duration },
    words: `${vus} VU${vus === 1 ? "" : "s"} a side${peak}`,
    rate: null,
  };
}

/** "your 51-minute script", "your 30-second script"; "your script" where iterations decide its length. */
function scriptInWords(chosen: readonly [string, Scenario][]): string {
  const seconds = Math.max(...chosen.map(([, scenario]) => span(scenario).end));
  if (seconds >= 5400) return `your ${Math.round(seconds / 3600)}-hour script`;
  if (seconds >= 90) return `your ${Math.round(seconds / 60)}-minute script`;
  return seconds > 0 ? `your ${Math.round(seconds)}-second script` : "your script";
}
