/** The reporting step of the action as it is run, after a measuring step that left a verdict: what it writes, and where. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Cause } from "../../src/model/cause.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import { readVerdict } from "../../src/stored/read.ts";
import { writeVerdict } from "../../src/stored/write.ts";
import { type FakeGitHub, fakeGitHub } from "../helpers/github/index.ts";
import { addComment, SHA, TOKEN } from "../helpers/github/state.ts";
import { budget, CASES, heavier } from "../report/verdicts.ts";

const action = fileURLToPath(new URL("../../dist/action.js", import.meta.url));

const cause: Cause = {
  metric: heavier.metric.id,
  kind: "module",
  name: "src/chart.ts",
  base: null,
  head: 1_200,
  unit: "bytes",
  whole: 1_830,
  note: null,
  at: { file: "src/chart.ts", line: 3 },
};
const blocked: Verdict = {
  ...CASES.fail!,
  causes: [cause],
  budgets: [budget({ outcome: "broken", head: 231, at: { file: "perf/shop.js", line: 5 } })],
};

interface Ended {
  readonly code: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** null: not written. */
  readonly summary: string | null;
}

interface Runner extends AsyncDisposable {
  readonly workspace: string;
  readonly temporary: string;
  /** Where the measuring step left what it found, in the working directory `folder`. */
  weighed(verdict: Verdict, folder?: string): Promise<void>;
  report(github: FakeGitHub, env?: Readonly<Record<string, string>>): Promise<Ended>;
}

/** A runner's folders, with the event of pull request #7 in them. */
async function runner({ headRepository = 42 } = {}): Promise<Runner> {
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

async function reportIn(root: string, { apiUrl }: FakeGitHub, env: Readonly<Record<string, string>>): Promise<Ended> {
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

const commands = (log: string, kind: string) => log.split("\n").filter((line) => line.startsWith(`::${kind}`));

test("a verdict reaches outputs, summary, check, comment and every file", async () => {
  await using github = await fakeGitHub();
  await using job = await runner();
  await job.weighed(blocked);
  const { code, outputs, summary, log } = await job.report(github);
  expect([code, outputs.verdict, outputs.blocks]).toEqual([0, "fail", "true"]);
  expect(summary).toContain("### ❌ Blocked");
  const [comment] = github.state.comments;
  expect(comment!.body).toMatch(/^<!-- weighbridge gate=default run=500\.1 -->\n### ❌ Blocked/);
  expect(github.state.checks).toMatchObject([
    {
      name: "Weighbridge",
      headSha: SHA,
      fields: {
        conclusion: "failure",
        details_url: "https://github.invalid/octo/shop/actions/runs/500/attempts/1",
        output: { title: expect.stringMatching(/^Blocked: /), summary: expect.stringContaining("### ❌ Blocked") },
      },
      annotations: [
        { path: "perf/shop.js", start_line: 5, annotation_level: "failure", title: "Weighbridge: Blocked" },
        { path: "src/chart.ts", start_line: 3, annotation_level: "failure", title: "Weighbridge: Blocked" },
      ],
    },
  ]);
  // What the check shows beside the code is not shown there again.
  expect(commands(log, "error").filter((line) => line.includes("file="))).toEqual([]);
  expect(commands(log, "error").length).toBeGreaterThan(0);
  expect(await readVerdict(outputs["verdict-path"]!)).toEqual(blocked);
  expect(await readFile(outputs["report-path"]!, "utf8")).toBe(comment!.body.replace(/^.*\n/, ""));
  expect(await readFile(outputs["html-path"]!, "utf8")).toMatch(/^<!doctype html>/i);
  expect(await readFile(outputs["junit-path"]!, "utf8")).toContain("<testsuites ");
  expect(JSON.parse(await readFile(outputs["badge-path"]!, "utf8"))).toMatchObject({ schemaVersion: 1, color: "red" });
});

const SINKS = ["comment", "check", "summary", "upload"] as const;
type Sink = (typeof SINKS)[number];
const subsets = Array.from({ length: 2 ** SINKS.length }, (_, bits) => SINKS.filter((_, bit) => bits & (1 << bit)));

test.each(subsets.map((failing) => ({ failing })))(
  "where $failing fail, the rest and the verdict stand",
  async ({ failing }) => {
    await using github = await fakeGitHub();
    await using job = await runner();
    await job.weighed(blocked);
    const fails = (sink: Sink) => failing.includes(sink);
    const outage = { kind: "answer", status: 422, message: "Outage" } as const;
    if (fails("comment")) github.fail({ on: "issues/create-comment", fault: outage });
    if (fails("check")) github.fail({ on: "checks/create", fault: outage });
    if (fails("upload")) await writeFile(join(job.temporary, "weighbridge-default/report"), "in the way");
    const { code, outputs, summary, log } = await job.report(
      github,
      fails("summary") ? { GITHUB_STEP_SUMMARY: join(job.workspace, "no/such/file") } : {},
    );
    expect([code, outputs.verdict, outputs.blocks]).toEqual([0, "fail", "true"]);
    expect(github.state.comments.length).toBe(fails("comment") ? 0 : 1);
    expect(github.state.checks.length).toBe(fails("check") ? 0 : 1);
    expect(summary === null).toBe(fails("summary"));
    expect(existsSync(join(job.temporary, "weighbridge-default/report/verdict.json"))).toBe(!fails("upload"));
    expect(outputs["report-upload"] === undefined).toBe(fails("upload"));
    const warnings = commands(log, "warning");
    expect(warnings).toHaveLength(failing.length);
    for (const line of warnings) expect(line).toMatch(/^::warning::The .* was not .*The verdict stands\.$/);
    // Then the job says it itself, at the same places.
    const placed = commands(log, "error").filter((line) => line.includes("file="));
    const expected = ["file=perf/shop.js,line=5", "file=src/chart.ts,line=3"];
    expect(placed.map((line) => /file=[^,:]*,line=\d+/.exec(line)?.[0])).toEqual(fails("check") ? expected : []);
  },
);

describe("rights", () => {
  const without = (scope: string) => ({
    ...TOKEN,
    permissions: Object.fromEntries(Object.entries(TOKEN.permissions).filter(([name]) => name !== scope)),
  });

  test("one that is missing is named in one notice", async () => {
    await using github = await fakeGitHub({ state: { token: without("checks") } });
    await using job = await runner();
    await job.weighed(blocked);
    const { log, outputs } = await job.report(github);
    expect(outputs.verdict).toBe("fail");
    expect(commands(log, "notice")).toEqual([
      expect.stringMatching(/^::notice::The check run was not written: .*`permissions: { checks: write }`/),
    ]);
    expect(commands(log, "warning")).toEqual([]);
    expect(github.state.comments).toHaveLength(1);
  });

  test("a fork's token never may write a check, so nothing is said of that", async () => {
    const permissions = { actions: "read", checks: "read", contents: "read", "pull-requests": "read" } as const;
    await using github = await fakeGitHub({ state: { token: { ...TOKEN, permissions } } });
    await using job = await runner({ headRepository: 4711 });
    await job.weighed(blocked);
    const { code, log, outputs, summary } = await job.report(github);
    expect([code, outputs.verdict]).toEqual([0, "fail"]);
    expect(summary).toContain("### ❌ Blocked");
    expect(commands(log, "notice")).toEqual([expect.stringContaining("The comment was not written")]);
    expect(commands(log, "error").filter((line) => line.includes("file="))).toHaveLength(2);
  });

  test("check: false writes none and asks for none", async () => {
    await using github = await fakeGitHub();
    await using job = await runner();
    await job.weighed(blocked);
    const { log } = await job.report(github, { INPUT_CHECK: "false" });
    expect(github.requests.filter(({ operation }) => operation?.startsWith("checks/"))).toEqual([]);
    expect(commands(log, "error").filter((line) => line.includes("file="))).toHaveLength(2);
  });
});

test.each([
  ["of a gate below the root", "apps/shop", null, ["apps/shop/perf/shop.js", "apps/shop/src/chart.ts"]],
  ["of a repository below the workspace", "shop", "shop", ["perf/shop.js", "src/chart.ts"]],
  ["of a gate in one", "shop/api", "shop", ["api/perf/shop.js", "api/src/chart.ts"]],
])("annotations %s have paths from the repository's root", async (_, folder, repository, paths) => {
  await using github = await fakeGitHub();
  await using job = await runner();
  if (repository !== null) await mkdir(join(job.workspace, repository, ".git"), { recursive: true });
  await job.weighed(blocked, folder);
  await job.report(github, { INPUT_WORKING_DIRECTORY: folder });
  expect(github.state.checks[0]!.annotations.map(({ path }) => path)).toEqual(paths);
});

test("a place outside the repository is none", async () => {
  await using github = await fakeGitHub();
  await using job = await runner();
  const files = ["../../etc/passwd", "/etc/passwd", "..", "a\nb", "a\\b", "./src/../ok.ts"];
  await job.weighed({ ...blocked, causes: files.map((file) => ({ ...cause, at: { file, line: 1 } })), budgets: [] });
  await job.report(github);
  expect(github.state.checks[0]!.annotations.map(({ path }) => path)).toEqual(["ok.ts"]);
});

test.each([
  ["announce", "in_progress", "⏳ Weighing"],
  ["all", "failure", "🛑 Could not measure"],
])("stage %s without a verdict: %s", async (stage, state, headline) => {
  await using github = await fakeGitHub();
  await using job = await runner();
  const { code, outputs, log } = await job.report(github, { INPUT_STAGE: stage });
  expect(code).toBe(0);
  const [{ fields }] = github.state.checks as [(typeof github.state.checks)[number]];
  expect([fields.conclusion ?? fields.status, github.state.comments[0]!.body]).toEqual([
    state,
    expect.stringContaining(headline),
  ]);
  expect(commands(log, "warning")).toEqual([]);
  if (stage === "announce") return;
  expect([outputs.verdict, outputs.blocks, outputs["html-path"]]).toEqual(["error", "true", undefined]);
  expect(await readFile(outputs["junit-path"]!, "utf8")).toContain('errors="1"');
  expect(JSON.parse(await readFile(outputs["badge-path"]!, "utf8"))).toMatchObject({ isError: true });
});

test("a job that was cancelled is said to be, and not to have failed", async () => {
  await using github = await fakeGitHub();
  await using job = await runner();
  await job.report(github, { JOB_STATUS: "cancelled" });
  expect(github.state.checks[0]!.fields.conclusion).toBe("cancelled");
  expect(github.state.comments[0]!.body).toContain("cancelled");
});

test("a run that a newer one has overtaken changes neither comment nor check of it", async () => {
  await using github = await fakeGitHub();
  await using older = await runner();
  await using newer = await runner();
  await older.weighed(blocked);
  await newer.weighed(CASES.pass!);
  // The older has begun, a force-push starts the newer, which ends first.
  await older.report(github, { INPUT_STAGE: "announce" });
  await newer.report(github, { GITHUB_RUN_ID: "501", INPUT_STAGE: "announce" });
  await newer.report(github, { GITHUB_RUN_ID: "501" });
  const told = github.state.comments.map(({ body }) => body);
  expect(told).toEqual([expect.stringMatching(/run=501\.1 -->\n### ✅ Pass/)]);
  for (const stage of ["announce", "all"]) {
    const { outputs } = await older.report(github, { INPUT_STAGE: stage });
    expect(github.state.comments.map(({ body }) => body)).toEqual(told);
    if (stage === "all") expect(outputs.verdict).toBe("fail");
  }
  expect(github.state.checks.map(({ fields }) => [fields.external_id, fields.conclusion])).toEqual([
    ["weighbridge gate=default run=500.1", "failure"],
    ["weighbridge gate=default run=501.1", "success"],
  ]);
});

test("a person's comment with our marker is left alone, whatever it says", async () => {
  await using github = await fakeGitHub();
  await using job = await runner();
  await job.weighed(blocked);
  const forged = "<!-- weighbridge gate=default run=999999.1 -->\n### ✅ Pass";
  addComment(github.state, forged, { login: "ann", type: "User" });
  await job.report(github);
  expect(github.state.comments.map(({ body }) => body)).toEqual([forged, expect.stringContaining("### ❌ Blocked")]);
});

test.each([
  ["always", [1, 1, 1, 1]],
  ["on-change", [0, 1, 1, 1]],
  ["on-fail", [0, 0, 1, 1]],
  ["never", [0, 0, 0, 0]],
])("comment: %s", async (comment, begun) => {
  const changed = CASES.fail!.comparisons.filter(({ change }) => change === "improved");
  const verdicts = [CASES.pass!, { ...CASES.pass!, comparisons: changed }, CASES.inconclusive!, blocked];
  const after = async (verdict: Verdict, before: readonly string[]) => {
    await using github = await fakeGitHub();
    await using job = await runner();
    for (const body of before) addComment(github.state, body);
    await job.weighed(verdict);
    await job.report(github, { INPUT_COMMENT: comment });
    return github.state.comments.map(({ body }) => body);
  };
  const counts = await Promise.all(verdicts.map(async (verdict) => (await after(verdict, [])).length));
  expect(counts).toEqual(begun);
  // One that is there is brought up to date, but by never.
  const stale = "<!-- weighbridge gate=default run=1.1 -->\nstale";
  expect((await after(CASES.pass!, [stale]))[0] === stale).toBe(comment === "never");
});
