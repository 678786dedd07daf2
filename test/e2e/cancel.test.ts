/** A job that GitHub cancels while it measures: the signals that a runner sends, and what the steps after it say. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { pullRequest } from "../helpers/events.ts";
import { type FakeGitHub, fakeGitHub } from "../helpers/github/index.ts";
import { TOKEN } from "../helpers/github/state.ts";
import { type Place, place, struck } from "../helpers/struck.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));
/** Milliseconds between a runner's SIGINT and its SIGTERM. */
const PATIENCE = 7_500;

/** Starts a line of action.yml as a runner does: written to a file, by bash. */
type Step = (line: string, env?: Readonly<Record<string, string>>) => ChildProcess;

async function runner({ repository, env, temporary, store }: Place, { apiUrl }: FakeGitHub): Promise<Step> {
  // Its own: what is left in it after the job is the runner's to remove.
  const files = join(store, "runner");
  await mkdir(files, { recursive: true });
  const { event, payload } = pullRequest(repository.folder);
  const at = (name: string) => join(files, name);
  await writeFile(at("event.json"), JSON.stringify(payload));
  for (const name of ["output", "summary"]) await writeFile(at(name), "");
  const variables = {
    GITHUB_ACTIONS: "true",
    GITHUB_ACTION_PATH: project,
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: at("event.json"),
    GITHUB_REPOSITORY: "octo/shop",
    GITHUB_RUN_ID: "500",
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_SERVER_URL: "https://github.invalid",
    GITHUB_API_URL: apiUrl,
    GITHUB_WORKSPACE: repository.folder,
    GITHUB_OUTPUT: at("output"),
    GITHUB_STEP_SUMMARY: at("summary"),
    RUNNER_TEMP: files,
    TMPDIR: temporary,
  };
  let count = 0;
  return (line, more = {}) => {
    const script = at(`${count++}.sh`);
    const words = [
      "-c",
      `printf '%s\\n' "$1" > "$2"; exec bash --noprofile --norc -e -o pipefail "$2"`,
      "sh",
      line,
      script,
    ];
    return spawn("/bin/sh", words, { cwd: repository.folder, env: { ...env, ...variables, ...more } });
  };
}

const REPORT = 'exec node "$GITHUB_ACTION_PATH/dist/action.js" report';
const WEIGH = 'exec bash "$GITHUB_ACTION_PATH/scripts/weigh.sh"';

async function ended(child: ChildProcess): Promise<string> {
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => (log += data));
  await new Promise((resolve) => child.once("close", resolve));
  return log;
}

test("a runner's SIGINT to the measuring step ends all of it before SIGTERM would come, and the comment says so", {
  tags: ["R16"],
}, async () => {
  await using here = await place(60);
  await using github = await fakeGitHub();
  const step = await runner(here, github);
  const token = { INPUT_TOKEN: TOKEN.value, TOKEN_IS_OWN: "true" };
  await ended(step(REPORT, { ...token, INPUT_STAGE: "announce" }));
  expect(github.state.comments.map(({ body }) => body)).toEqual([expect.stringMatching(/^### ⏳ Weighing/m)]);

  let measuring: ChildProcess | undefined;
  const start = () => (measuring = step(WEIGH));
  const round = () =>
    new Promise<void>((resolve) => measuring!.stderr!.on("data", (data) => `${data}`.includes("round 2") && resolve()));
  const { code, output, left } = await struck(here, start, {
    after: round,
    strike: (child) => child.kill("SIGINT"),
    limit: PATIENCE,
  });
  expect(left).toEqual([]);
  expect(output).toContain("Interrupted by SIGINT: nothing was decided.");
  expect(code).toBe(2);

  await ended(step(REPORT, { ...token, JOB_STATUS: "cancelled" }));
  expect(github.state.comments.map(({ body }) => body)).toEqual([expect.stringContaining("cancelled")]);
  expect(github.state.checks.map(({ fields }) => fields.conclusion)).toEqual(["cancelled"]);
});
