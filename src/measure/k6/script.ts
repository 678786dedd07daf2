/** One of the user's scripts, made ready once: bundled, inspected, its load planned, the file for k6 written. */
import { mkdir, readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { ConfigError } from "../../errors.ts";
import { SLOTS, type Slot } from "../../model/series.ts";
import type { System } from "../../system/system.ts";
import { type LabelOf, scenarioLabels } from "./endpoint.ts";
import { durationSeconds, type Inspected, inspectScript } from "./inspect.ts";
import { type DriverKind, type LoadPlan, planLoad, type RoundLength } from "./plan.ts";
import { driverEnvironment, type Purpose } from "./run.ts";
import type { K6Config } from "./schema.ts";
import { parseSelector, type Selector } from "./threshold.ts";
import { bundleSlots } from "./twin/bundle.ts";
import { writeMain } from "./twin/main.ts";

export interface PreparedScript {
  /** Its path as the config has it. */
  readonly label: string;
  readonly folder: string;
  /** As it is written, for saying where something stands in it. */
  readonly text: string;
  /** Digests of its files. */
  readonly sources: readonly string[];
  /** Modules that it uses and whose load cannot be told apart. */
  readonly unshimmed: readonly string[];
  readonly inspected: Inspected;
  readonly plan: LoadPlan;
  /** Why it runs on one side after the other; null when both sides are driven at once. */
  readonly alternateBecause: string | null;
  readonly round: RoundLength;
  /** The metrics with filters that its thresholds are on, by their text. */
  readonly selectors: ReadonlyMap<string, Selector>;
}

export interface PrepareInput {
  readonly script: string;
  readonly index: number;
  readonly k6: string;
  readonly config: K6Config;
  readonly round: RoundLength;
  readonly root: string;
  readonly scratch: string;
  /** Whether both sides are there to be driven at once. */
  readonly bothSides: boolean;
  readonly system: System;
}

/** k6's own shortcuts; a round has its scenarios spelt out. */
const REPLACED = ["vus", "duration", "iterations", "stages", "thresholds"] as const;

/** Tags that the fold or a threshold needs; fewer make k6 write less. */
const SYSTEM_TAGS = ["name", "method", "scenario", "group", "check", "expected_response"];

/**
 * @throws ConfigError when the script's scenarios leave open what to run; ToolError when it is not there, or does not parse
 *   or load
 */
export async function prepareScript(input: PrepareInput): Promise<PreparedScript> {
  const { script, index, k6, config, round, root, scratch, system } = input;
  const path = resolve(root, script);
  const folder = join(scratch, `script-${index}`);
  await mkdir(folder, { recursive: true });
  const { unshimmed, sources } = await bundleSlots({ script: path, root, folder, system });
  const label = relative(root, path);
  // Addresses that nothing listens on: a script must not send while it is loaded.
  const nowhere = { a: "http://127.0.0.1:9", b: "http://127.0.0.1:9" };
  const env = scriptEnvironment(config, round, nowhere, system);
  const inspected = await inspectScript(k6, folder, label, env, system);
  const because = alternateReason(config, inspected, unshimmed);
  const driver: DriverKind = because === null && input.bothSides ? "twin" : "alternate";
  const plan = planScript({ label, inspected, config, round, driver });
  const selectors = new Map(Object.keys(inspected.thresholds).map((text) => [text, parseSelector(text)]));
  const text = await readFile(path, "utf8");
  return { label, folder, text, sources, unshimmed, inspected, plan, alternateBecause: because, round, selectors };
}

/** Throws as planLoad. */
export function planScript(
  input: Pick<PreparedScript, "label" | "inspected" | "round"> & {
    readonly config: K6Config;
    readonly driver: DriverKind;
  },
): LoadPlan {
  const { label, inspected, config, round, driver } = input;
  // Of several scripts, those that have it; prepare.ts sees to it that one has.
  const scenario =
    config.scenario && Object.hasOwn(inspected.scenarios, config.scenario) ? { scenario: config.scenario } : {};
  return planLoad({ label, inspected, round, driver, ...scenario });
}

/** How scenarios are named, all scripts together. */
export function labelsOf(scripts: readonly Pick<PreparedScript, "label" | "plan">[]): LabelOf {
  return scenarioLabels(scripts.map(({ label, plan }) => ({ script: label, scenarios: Object.keys(plan.scenarios) })));
}

/** Writes what k6 is to run for these slots and returns its path. `options`: over those of a round. */
export function mainFor(
  script: PreparedScript,
  slots: readonly Slot[],
  seed: number,
  options: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { plan, inspected } = script;
  const thresholdTags = [...script.selectors.values()].flatMap(({ tags }) => Object.keys(tags));
  const known = new Set(["status", "error_code", "url", "proto", "subproto", "tls_version", "service", "error"]);
  const systemTags = [...SYSTEM_TAGS, ...thresholdTags.filter((tag) => known.has(tag))];
  return writeMain({
    folder: script.folder,
    file: slots.length === SLOTS.length ? "main.js" : `main-${slots.join("")}.js`,
    slots,
    seed,
    functions: plan.functions,
    options: {
      scenarios: plan.scenarios,
      systemTags: [...new Set(systemTags)],
      // Of the whole process, where each side is to get all of it.
      ...(inspected.rps === null ? {} : { rps: inspected.rps * slots.length }),
      // Both slots are set up, one after the other.
      setupTimeout: `${slots.length * timeoutSeconds(inspected.setupTimeout)}s`,
      teardownTimeout: `${slots.length * timeoutSeconds(inspected.teardownTimeout)}s`,
      ...options,
    },
    removed: REPLACED,
  });
}

/** Milliseconds: a round's time series is drawn by five points. */
export function windowOf({ measure }: RoundLength): number {
  return measure / 5;
}

/** What setup and teardown of so many slots may take, in milliseconds. */
export function aroundTime({ setupTimeout, teardownTimeout }: Inspected, slots: number): number {
  return (timeoutSeconds(setupTimeout) + timeoutSeconds(teardownTimeout)) * slots * 1000;
}

/** What setup or teardown of one slot may take; k6's own default where the script says nothing. */
function timeoutSeconds(said: string | null): number {
  return durationSeconds(said ?? "") || 60;
}

export function scriptEnvironment(
  config: K6Config,
  round: RoundLength,
  urls: Readonly<Partial<Record<Slot, string>>>,
  system: System,
  purpose: Purpose = "round",
): Readonly<Record<string, string>> {
  const { urlEnv, allowHosts } = config;
  return { ...system.env, ...config.env, ...driverEnvironment({ urls, urlEnv, round, allowHosts, purpose }) };
}

function alternateReason(config: K6Config, inspected: Inspected, unshimmed: readonly string[]): string | null {
  if (config.driver === "alternate") return "k6.driver says so";
  const external = Object.values(inspected.scenarios).some(({ executor }) => executor === "externally-controlled");
  if (external) return "its executor is externally-controlled";
  if (unshimmed.length === 0) return null;
  if (config.driver === "twin") {
    throw new ConfigError(
      `k6.driver is twin, but the script uses ${unshimmed.join(", ")}, whose load cannot be told apart a side yet: use auto.`,
    );
  }
  return `it uses ${unshimmed.join(", ")}, whose load cannot be told apart a side yet`;
}
