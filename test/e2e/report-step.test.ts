/** The reporting step of the action as it is run, after a measuring step that left a verdict: what it writes, and where. */
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Cause } from "../../src/model/cause.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import { readVerdict } from "../../src/stored/read.ts";
import { fakeGitHub } from "../helpers/github/index.ts";
import { addComment, SHA, TOKEN } from "../helpers/github/state.ts";
import { runner } from "../helpers/report-step.ts";
import { budget, CASES, heavier } from "../report/verdicts.ts";

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
  { tags: ["R26"] },
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

test("where the outputs cannot be set, nothing else is lost", { tags: ["R26"] }, async () => {
  await using github = await fakeGitHub();
  await using job = await runner();
  await job.weighed(blocked);
  const { code, summary, log } = await job.report(github, { GITHUB_OUTPUT: join(job.workspace, "no/such/file") });
  expect([code, github.state.comments.length, github.state.checks.length]).toEqual([0, 1, 1]);
  expect(summary).toContain("### ❌ Blocked");
  expect(commands(log, "warning")[0]).toMatch(
    /^::warning::The outputs verdict, blocks, regressions were not set: .* The verdict stands\.$/,
  );
});

const MARKED = "<!-- weighbridge gate=default run=400.1 -->\nstale";

test.each([
  ["issues/create-comment", "comment", []],
  ["issues/update-comment", "comment", [MARKED]],
  ["issues/delete-comment", "comment", [MARKED, MARKED]],
  ["checks/create", "check run", []],
  ["checks/update", "check run", []],
])(
  "%s is refused: the verdict, its outputs and the summary stand, and one notice says so",
  {
    tags: ["T4", "T23"],
  },
  async (operation, part, before) => {
    await using github = await fakeGitHub();
    for (const body of before) addComment(github.state, body);
    await using job = await runner();
    await job.weighed(blocked);
    const message = "Resource not accessible by integration";
    github.fail({ on: operation, fault: { kind: "answer", status: 403, message } });
    const { code, outputs, summary, log } = await job.report(github);
    expect([code, outputs.verdict, outputs.blocks]).toEqual([0, "fail", "true"]);
    expect(summary).toContain("### ❌ Blocked");
    expect(existsSync(outputs["verdict-path"]!)).toBe(true);
    const right = part === "comment" ? "pull-requests: write" : "checks: write";
    expect(commands(log, "notice")).toEqual([
      expect.stringMatching(`^::notice::The ${part} was not written: .*permissions: \\{ ${right} \\}`),
    ]);
    expect(commands(log, "warning")).toEqual([]);
  },
);

describe("rights", () => {
  const without = (scope: string) => ({
    ...TOKEN,
    permissions: Object.fromEntries(Object.entries(TOKEN.permissions).filter(([name]) => name !== scope)),
  });

  test("one that is missing is named in one notice", { tags: ["T4"] }, async () => {
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

  test("a fork's token never may write a check, so nothing is said of that", { tags: ["T4"] }, async () => {
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

test("a run that a newer one has overtaken changes neither comment nor check of it", {
  tags: ["R9", "R13"],
}, async () => {
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

test("a person's comment with our marker is left alone, whatever it says", { tags: ["T11"] }, async () => {
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
