import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type Inspected, inspectScript } from "../../../src/measure/k6/inspect.ts";
import { type DriverKind, type LoadPlan, planLoad } from "../../../src/measure/k6/plan.ts";
import { driverEnvironment, runK6 } from "../../../src/measure/k6/run.ts";
import { bundleSlots } from "../../../src/measure/k6/twin/bundle.ts";
import { writeMain } from "../../../src/measure/k6/twin/main.ts";
import { k6Binary } from "../../helpers/k6.ts";
import { type RecordingServer, recordingServer } from "../../helpers/recording-server.ts";
import { testSystem } from "../../helpers/system.ts";

export const K6_VERSIONS = ["2.2.0", "1.8.1"] as const;
export type K6Version = (typeof K6_VERSIONS)[number];

export interface Point {
  readonly metric: string;
  readonly value: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Driven {
  readonly points: readonly Point[];
  readonly a: RecordingServer;
  readonly b: RecordingServer;
  readonly inspected: Inspected;
  readonly plan: LoadPlan;
  readonly log: string;
  readonly unshimmed: readonly string[];
}

export interface Drive {
  readonly version: K6Version;
  /** Path → text; `script.js` (or the one named here) is what runs. */
  readonly files: Readonly<Record<string, string>>;
  readonly script?: string;
  readonly driver?: DriverKind;
  readonly warmup?: number;
  readonly measure?: number;
  readonly allowHosts?: readonly string[];
  readonly seed?: number;
  readonly scenario?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly answer?: Parameters<typeof recordingServer>[0];
  readonly answerB?: Parameters<typeof recordingServer>[0];
}

/** One round on two recording servers, by the parts that the collector uses, its samples read without the fold. */
export async function drive(input: Drive): Promise<Driven> {
  const { version, files, script = "script.js", driver = "twin", warmup = 0, measure = 1000 } = input;
  await using a = await recordingServer(input.answer);
  await using b = await recordingServer(input.answerB ?? input.answer);
  await using session = await testSystem();
  const { system } = session;
  const folder = await writeFiles(files);
  try {
    const k6 = await k6Binary(version);
    const out = join(folder, ".out");
    await mkdir(out);
    const round = { warmup, measure };
    const urls = driver === "twin" ? { a: a.url, b: b.url } : { a: a.url };
    const env = {
      ...system.env,
      ...input.env,
      ...driverEnvironment({ urls, urlEnv: "BASE_URL", round, allowHosts: input.allowHosts ?? [] }),
    };

    const { unshimmed } = await bundleSlots({ script: join(folder, script), root: folder, folder: out, system });
    const inspected = await inspectScript(k6, out, script, env, system);
    const scenario = input.scenario === undefined ? {} : { scenario: input.scenario };
    const plan = planLoad({ label: script, inspected, round, driver, ...scenario });
    const main = await writeMain({
      folder: out,
      file: "main.js",
      slots: driver === "twin" ? ["a", "b"] : ["a"],
      seed: input.seed ?? 1,
      functions: plan.functions,
      options: { scenarios: plan.scenarios, thresholds: {} },
      removed: ["vus", "duration", "iterations", "stages"],
    });
    const samples = join(out, "samples.json.gz");
    const abort = new Promise<never>(() => {});
    const log = await runK6({ k6, main, label: script, folder: out, env, samples, timeout: 240_000, abort }, system);
    return { points: pointsOf(gunzipSync(await readFile(samples)).toString()), a, b, inspected, plan, log, unshimmed };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Plain k6 on a script as it is, as somebody without the twin driver would run it; `__ENV.A` and `__ENV.B` are the servers. */
export async function naive(version: K6Version, script: string, answer?: Drive["answer"]) {
  await using a = await recordingServer(answer);
  await using b = await recordingServer(answer);
  await using session = await testSystem();
  const { system } = session;
  const folder = await writeFiles({ "script.js": script });
  try {
    const k6 = await k6Binary(version);
    const out = join(folder, "samples.json");
    const args = [
      "run",
      "--quiet",
      "--address",
      "",
      "--no-usage-report",
      "--summary-mode=disabled",
      `--out=json=${out}`,
    ];
    const env = { ...system.env, A: a.url, B: b.url };
    const done = await system.processes.run([k6, ...args, join(folder, "script.js")], {
      cwd: folder,
      env,
      timeout: 240_000,
    });
    return { points: pointsOf(await readFile(out, "utf8")), a, b, exitCode: done.exitCode };
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function writeFiles(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "weighbridge-test-"));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

function pointsOf(text: string): Point[] {
  return text
    .split("\n")
    .filter((line) => line.includes('"type":"Point"'))
    .map((line) => JSON.parse(line))
    .map(({ metric, data }) => ({ metric, value: data.value, tags: data.tags ?? {} }));
}

/** The points of a metric that count for a slot. */
export function of(driven: Pick<Driven, "points">, metric: string, slot?: string): Point[] {
  return driven.points.filter(
    (point) => point.metric === metric && (slot === undefined || point.tags.weighbridge_slot === slot),
  );
}
