/** The reporting step of the action as the runner starts it, after a measuring step that left a verdict. */
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Verdict } from "../../src/model/verdict.ts";
import { writeVerdict } from "../../src/stored/write.ts";
import type { FakeGitHub } from "./github/index.ts";
import { SHA, TOKEN } from "./github/state.ts";

const action = fileURLToPath(new URL("../../dist/action.js", import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** null: not written. */
  readonly summary: string | null;
}

export interface Runner extends AsyncDisposable {
  readonly workspace: string;
  readonly temporary: string;
  /** Where the measuring step left what it found, in the working directory `folder`. */
  weighed(verdict: Verdict, folder?: string): Promise<void>;
  report(github: Pick<FakeGitHub, "apiUrl">, env?: Readonly<Record<string, string>>): Promise<Ended>;
}

/** A runner's folders, with the event of pull request #7 in them. */
export async function runner({ headRepository = 42 } = {}): Promise<Runner> {
  const root = await mkdtemp(join(tmpdir(), "weighbridge-report-"));
  const [workspace, temporary] = [join(root, "work/shop"), join(root, "temp")];
  await mkdir(workspace, { recursive: true });
  await mkdir(join(temporary, "weighbridge-default"), { recursive: true });
  const head = { sha: SHA, ref: "change", repo: { id: headRepository } };
  const pull_request = { number: 7, head, base: { ref: "main", repo: { id: 42 } } };
  const payload = { pull_request, repository: { id: 42, default_branch: "main" } };
  await writeFile(join(root, "event.json"), JSON.stringify(payload));
  return {
    workspace,
    temporary,
    async weighed(verdict, folder = ".") {
      await writeFile(join(temporary, "weighbridge-default/weighed.json"), '{"kind":"weighed"}');
      await writeVerdict(join(workspace, folder, ".weighbridge"), verdict);
    },
    report: (github, env = {}) =>
      reportIn(root, github, { GITHUB_WORKSPACE: workspace, RUNNER_TEMP: temporary, ...env }),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true }),
  };
}

async function reportIn(
  root: string,
  { apiUrl }: Pick<FakeGitHub, "apiUrl">,
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  const files = { GITHUB_OUTPUT: join(root, "output"), GITHUB_STEP_SUMMARY: join(root, "summary") };
  for (const file of Object.values(files)) await writeFile(file, "");
  const child = spawn(process.execPath, [action, "report"], {
    env: {
      PATH: process.env.PATH,
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_EVENT_NAME: "pull_request",
      GITHUB_EVENT_PATH: join(root, "event.json"),
      GITHUB_REPOSITORY: "octo/shop",
      GITHUB_RUN_ID: "500",
      GITHUB_RUN_ATTEMPT: "1",
      GITHUB_SERVER_URL: "https://github.invalid",
      GITHUB_API_URL: apiUrl,
      INPUT_TOKEN: TOKEN.value,
      TOKEN_IS_OWN: "true",
      ...files,
      ...env,
    },
  });
  let log = "";
  child.stdout.on("data", (data) => (log += data));
  child.stderr.on("data", (data) => (log += data));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  const output = await readFile(files.GITHUB_OUTPUT, "utf8");
  const outputs = [...output.matchAll(/^(.+)<<(ghadelimiter_.+)\n([\s\S]*?)\n\2$/gmu)];
  const summary = await readFile(files.GITHUB_STEP_SUMMARY, "utf8");
  return {
    code,
    log,
    outputs: Object.fromEntries(outputs.map(([, name, , value]) => [name!, value!])),
    summary: summary === "" ? null : summary,
  };
}
