/** What the step that reports tells the runner, of a verdict whose names would be more than names. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { openJob } from "../../src/action/job.ts";
import { reportStep } from "../../src/action/report.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import { fakeGitHub } from "../helpers/github/index.ts";
import { SHA, TOKEN } from "../helpers/github/state.ts";
import { obeyed } from "../helpers/runner-commands.ts";
import { outputsIn } from "../helpers/steps.ts";
import { testSystem } from "../helpers/system.ts";
import { CASES, slower } from "../report/verdicts.ts";

let folder: string;
// One for all: @actions/core keeps the path of the summary.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "weighbridge-outputs-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const FILES = ["GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STATE", "GITHUB_STEP_SUMMARY"] as const;

/** Its files, and all that it printed, after a verdict in which the metric `id` regressed. */
async function reported(id: string) {
  const comparisons = [{ ...slower, metric: { ...slower.metric, id } }];
  const verdict: Verdict = { ...CASES.fail!, comparisons, reasons: [{ kind: "regressed", metric: id }] };
  for (const name of FILES) {
    await writeFile(join(folder, name), "");
    vi.stubEnv(name, join(folder, name));
  }
  let log = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    log += String(text);
    return true;
  });
  const payload = join(folder, "event.json");
  const head = { sha: SHA, ref: "change", repo: { id: 42 } };
  await writeFile(
    payload,
    JSON.stringify({ pull_request: { number: 7, head, base: { ref: "main", repo: { id: 42 } } } }),
  );
  await mkdir(join(folder, "weighbridge-default"), { recursive: true });
  await writeFile(join(folder, "weighbridge-default/weighed.json"), '{"kind":"weighed"}');
  await mkdir(join(folder, ".weighbridge"), { recursive: true });
  await writeFile(join(folder, ".weighbridge/verdict.json"), JSON.stringify(verdict));
  await using github = await fakeGitHub();
  const env = {
    GITHUB_WORKSPACE: folder,
    GITHUB_EVENT_PATH: payload,
    GITHUB_EVENT_NAME: "pull_request",
    GITHUB_API_URL: github.apiUrl,
    GITHUB_SERVER_URL: "https://github.test",
    GITHUB_REPOSITORY: "octo/shop",
    GITHUB_REPOSITORY_ID: "42",
    GITHUB_RUN_ID: "300",
    GITHUB_RUN_ATTEMPT: "1",
    RUNNER_TEMP: folder,
    INPUT_TOKEN: TOKEN.value,
    INPUT_CHECK: "false",
    TOKEN_IS_OWN: "true",
  };
  await using under = await testSystem();
  const job = await openJob({ cwd: folder, env, stdout: process.stdout, stderr: process.stderr });
  await reportStep(job, under.system.log);
  const texts = await Promise.all(
    FILES.map(async (name) => [name, await readFile(join(folder, name), "utf8")] as const),
  );
  return { log, files: Object.fromEntries(texts) as Record<(typeof FILES)[number], string> };
}

const NAMES = [
  ...["blocks", "regressions", "verdict", "report-name", "report-upload", "report-path", "verdict-path"],
  ...["html-path", "junit-path", "badge-path", "comment-url"],
].sort();

describe("a metric's name is one value of one output", () => {
  test.each([
    ["a line of its own", "x\nverdict=pass"],
    ["lines by CRLF", "x\r\nverdict=pass\r\nblocks=false"],
    ["the end of a value of several lines, and another", "x<<EOF\nEOF\nverdict=pass"],
    ["the beginning of such a value", "regressions<<EOF"],
    ["the delimiter of @actions/core", "ghadelimiter_\nverdict<<ghadelimiter_\npass\nghadelimiter_"],
    ["line separators of Unicode", "\u2028verdict=pass\u0085blocks=false"],
    ["a command that sets outputs", "\n::set-output name=verdict::PWNED"],
    ["a command", "\n::error::PWNED"],
    ["a command of the older form", "##[error]PWNED"],
  ])("though it is %s", { tags: ["T16", "T17"] }, async (_, name) => {
    const id = `k6/latency-p95@shop: GET ${name}`;
    const { log, files } = await reported(id);
    const outputs = outputsIn(files.GITHUB_OUTPUT);
    expect(Object.keys(outputs).sort()).toEqual(NAMES);
    expect([outputs.verdict, outputs.blocks, JSON.parse(outputs.regressions!)]).toEqual(["fail", "true", [id]]);
    expect([files.GITHUB_ENV, files.GITHUB_PATH, files.GITHUB_STATE]).toEqual(["", "", ""]);
    expect(files.GITHUB_STEP_SUMMARY).not.toBe("");
    expect(log).toContain("::error ");
    expect(obeyed(log)).toEqual([]);
  });
});

test("the runner is told to mask the token before anything else is said", { tags: ["T13"] }, async () => {
  const { log } = await reported("k6/latency-p95@shop: GET /");
  expect(log).toMatch(new RegExp(`^::add-mask::${TOKEN.value}\\n`, "u"));
  expect(log.replaceAll(/^::add-mask::.*$/gmu, "")).not.toContain(TOKEN.value);
});

test("nothing of ours sets a variable, a path or a state of later steps", { tags: ["T16"] }, async () => {
  const src = join(import.meta.dirname, "../../src");
  const files = (await readdir(src, { recursive: true })).filter((name) => /\.[jt]s$/u.test(name));
  expect(files.length).toBeGreaterThan(100);
  for (const file of files) {
    const text = await readFile(join(src, file), "utf8");
    expect([file, /\b(?:exportVariable|addPath|saveState)\b/u.exec(text)]).toEqual([file, null]);
  }
});
