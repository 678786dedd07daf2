/** The three steps of action.yml as a runner runs them, one by one, with nothing masked: what act would hide is seen here. */
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { readRuntime } from "../../src/config/inputs.ts";
import type { Job } from "./act.ts";

const ROOT = join(import.meta.dirname, "../..");
const CACHE = dirname(readRuntime().toolCache);
const FILES = ["GITHUB_ENV", "GITHUB_PATH", "GITHUB_STATE", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"] as const;

interface Step {
  readonly id?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

export interface StepsEnd extends AsyncDisposable {
  readonly codes: readonly (number | null)[];
  /** What all of them printed, on both streams. */
  readonly log: string;
  /** What they wrote into the files by which a step speaks to the runner. */
  readonly files: Readonly<Record<(typeof FILES)[number], string>>;
  /** Of the step that reports, as the runner reads them. */
  readonly outputs: Readonly<Record<string, string>>;
  /** RUNNER_TEMP. */
  readonly temporary: string;
}

/** The job's steps with `env` as the environment that the workflow gives to all of them. */
export async function runSteps({ folder, github, env = {}, inputs = {}, ...job }: Job): Promise<StepsEnd> {
  const root = await mkdtemp(join(tmpdir(), "weighbridge-steps-"));
  const temporary = join(root, "temp");
  await mkdir(temporary);
  await writeFile(join(root, "event.json"), JSON.stringify(job.payload));
  const files = Object.fromEntries(FILES.map((name) => [name, join(temporary, name.toLowerCase())]));
  for (const file of Object.values(files)) await writeFile(file, "");
  const { repository, token } = github.state;
  const name = `${repository.owner}/${repository.name}`;
  const common = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    WEIGHBRIDGE_CACHE: CACHE,
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_ACTION_PATH: ROOT,
    GITHUB_WORKSPACE: folder,
    GITHUB_EVENT_NAME: job.event,
    GITHUB_EVENT_PATH: join(root, "event.json"),
    GITHUB_REPOSITORY: name,
    GITHUB_REPOSITORY_ID: String(repository.id),
    GITHUB_RUN_ID: String(job.runId),
    GITHUB_RUN_ATTEMPT: String(job.attempt ?? 1),
    GITHUB_JOB: "weigh",
    GITHUB_REF: job.ref,
    GITHUB_SERVER_URL: "https://github.invalid",
    GITHUB_API_URL: github.apiUrl,
    GITHUB_WORKFLOW_REF: `${name}/.github/workflows/gate.yml@${job.ref}`,
    RUNNER_TEMP: temporary,
    ...files,
    ...env,
  };
  const action = parse(await readFile(join(ROOT, "action.yml"), "utf8")) as Action;
  let [log, codes] = ["", [] as readonly (number | null)[]];
  const valueFor = (expression: string) => {
    const input = /^inputs\.([a-z0-9-]+)$/u.exec(expression)?.[1];
    if (input === "token") return token.value;
    if (input !== undefined) return inputs[input] ?? action.inputs[input]!.default ?? "";
    if (expression === "job.status") return codes.every((code) => code === 0) ? "success" : "failure";
    if (expression === "inputs.token == github.token") return "true";
    throw new Error(`The runner of these tests does not know ${expression}.`);
  };
  for (const step of action.runs.steps) {
    if (step.run === undefined) continue;
    const given = Object.entries(step.env ?? {}).map(([name, text]) => [
      name,
      text.replace(/^\$\{\{ (.*) \}\}$/u, (_, expression: string) => valueFor(expression)),
    ]);
    // As a runner: what failed skips what comes after it, but for the one that says always().
    if (step.id === "weigh" && codes[0] !== 0) continue;
    const ended = await bash(step.run, folder, { ...common, ...Object.fromEntries(given) });
    codes = [...codes, ended.code];
    log += ended.log;
  }
  const written = await Promise.all(FILES.map(async (name) => [name, await readFile(files[name]!, "utf8")] as const));
  const texts = Object.fromEntries(written) as StepsEnd["files"];
  return {
    codes,
    log,
    files: texts,
    outputs: outputsIn(texts.GITHUB_OUTPUT),
    temporary,
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

async function bash(line: string, cwd: string, env: NodeJS.ProcessEnv) {
  const child = spawn("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", line], { cwd, env });
  let log = "";
  child.stdout.on("data", (data) => (log += data));
  child.stderr.on("data", (data) => (log += data));
  child.stdin.end();
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { code, log };
}

/** As actions/runner reads the file: `name=value`, or `name<<delimiter` and lines up to one that is the delimiter. */
export function outputsIn(file: string): Readonly<Record<string, string>> {
  const outputs: Record<string, string> = {};
  const lines = file.split(/\r?\n/u);
  for (let at = 0; at < lines.length; at++) {
    const [, name, delimiter] = /^([^=<]+)<<(.+)$/u.exec(lines[at]!) ?? [];
    if (name === undefined) {
      const [, plain, value] = /^([^=]+)=(.*)$/u.exec(lines[at]!) ?? [];
      if (plain !== undefined) outputs[plain] = value!;
      continue;
    }
    const end = lines.indexOf(delimiter!, at);
    outputs[name] = lines.slice(at + 1, end === -1 ? undefined : end).join("\n");
    at = end === -1 ? lines.length : end;
  }
  return outputs;
}
