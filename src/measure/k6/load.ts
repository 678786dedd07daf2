/** The config's scripts as a load for those that look inside the sides meanwhile. */
import type { Slot } from "../../model/series.ts";
import type { System } from "../../system/system.ts";
import { digestOf } from "../conditions.ts";
import type { Driven, Load } from "../load.ts";
import type { Served } from "../served.ts";
import { driveScript } from "./drive.ts";
import type { TellApart } from "./fold/cells.ts";
import { Histogram } from "./fold/histogram.ts";
import type { Sent } from "./fold/sent.ts";
import type { Fold } from "./fold/shapes.ts";
import { UNENDING } from "./plan.ts";
import type { K6Config } from "./schema.ts";
import { labelsOf, type PreparedScript, planScript } from "./script.ts";
import { traceScript } from "./trace.ts";

export interface LoadInput {
  readonly k6: string;
  readonly version: string;
  readonly config: K6Config;
  readonly scripts: readonly PreparedScript[];
  readonly system: System;
}

/** Milliseconds; k6 refuses a shorter duration. */
const SHORTEST = 1000;

/** Of a load nothing is asked by endpoint; a host that requests were kept from is named. */
const tellApart: TellApart = ({ method, check }) => method === null && check === null;

export function offerLoad({ k6, version, config, scripts, system }: LoadInput): Load {
  const labelOf = labelsOf(scripts);
  const bothAtOnce = scripts.every(({ plan }) => plan.driver === "twin");
  const runs = (served: readonly Served[]) => (bothAtOnce ? [served] : served.map((one) => [one]));
  const { env, scenario, urlEnv } = config;
  const sources = scripts.map(({ label, plan, inspected, sources }) => [
    label,
    plan.driver,
    inspected.scenarios,
    sources,
  ]);
  return {
    bothAtOnce,
    lines: scripts.flatMap(({ label, unshimmed }) => (unshimmed.length === 0 ? [] : [untraced(label, unshimmed)])),
    tools: { k6: version },
    conditions: digestOf({ sources, env, scenario, urlEnv }),
    scripts: scripts.map(({ label }) => label),
    async trace({ served, seed, iterations, onAnswer }) {
      for (const script of scripts.filter(({ unshimmed }) => unshimmed.length === 0)) {
        const label = (scenario: string) => labelOf(script.label, scenario);
        for (const run of runs(served)) {
          await traceScript({ k6, config, script, served: run, seed, iterations, labelOf: label, onAnswer, system });
        }
      }
    },
    async drive({ served, seed, milliseconds }) {
      const measure = Math.max(SHORTEST, Math.round(milliseconds / scripts.length));
      const folds: Fold[] = [];
      for (const script of scripts) {
        for (const run of runs(served)) {
          const load = loadOf(config, script, run, measure);
          const input = { k6, config, script: load, served: run, seed, tellApart, purpose: "load", system } as const;
          folds.push((await driveScript(input)).fold);
        }
      }
      return drivenOf(folds, served);
    },
  };
}

function untraced(label: string, unshimmed: readonly string[]): string {
  return `${label}: it uses ${unshimmed.join(", ")}, whose load cannot be told apart: it is not run one request at a time, and of what it sends HTTP requests alone are counted.`;
}

/** Of any length; nothing is cut off at its end, as what a server had begun to answer would be counted by nobody. */
function loadOf(
  config: K6Config,
  { label, inspected, ...script }: PreparedScript,
  served: readonly Served[],
  measure: number,
): PreparedScript {
  const round = { warmup: 0, measure };
  const driver = served.length === 2 ? "twin" : "alternate";
  const plan = planScript({ label, inspected, config, round, driver });
  const scenarios = Object.entries(plan.scenarios).map(([name, one]) => [name, { ...one, gracefulStop: UNENDING }]);
  return { ...script, label, inspected, round, plan: { ...plan, scenarios: Object.fromEntries(scenarios) } };
}

/** What all scripts together sent and got. */
export function drivenOf(folds: readonly Fold[], served: readonly Pick<Served, "slot">[]): Driven {
  const runs = folds.map(({ sent }) => Object.values(sent));
  const bySlot = <Value>(of: (slot: Slot) => Value) => Object.fromEntries(served.map(({ slot }) => [slot, of(slot)]));
  return {
    requests: bySlot((slot) => folds.reduce((sum, fold) => sum + (fold.sent[slot]?.requests ?? 0), 0)),
    median: bySlot((slot) => medianOf(folds, slot)),
    seconds: secondsOf(runs.flat()),
    loaded: runs.reduce((sum, run) => sum + secondsOf(run), 0),
  };
}

function secondsOf(sent: readonly Sent[]): number {
  return (Math.max(...sent.map(({ to }) => to)) - Math.min(...sent.map(({ from }) => from))) / 1000;
}

/** Milliseconds of what was answered as expected while the load was on. */
function medianOf(folds: readonly Fold[], slot: Slot): number | null {
  const all = new Histogram();
  for (const { cells } of folds) {
    for (const { metric, expected, aggregate, ...about } of cells) {
      const isAnswered = metric === "http_req_duration" && expected !== false && about.slot === slot;
      if (isAnswered && aggregate.kind === "trend") all.absorb(aggregate);
    }
  }
  return all.count === 0 ? null : all.quantile(0.5);
}
