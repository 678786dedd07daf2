/** Pull requests of forks, as users have them: the workflows of docs/workflows/ by act, with the fake GitHub in GitHub's place. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { gitIn, runAction } from "../helpers/act.ts";
import { forkPullRequest, mergeGroup, pullRequest, workflowRun } from "../helpers/events.ts";
import { type FakeGitHub, fakeGitHub } from "../helpers/github/index.ts";
import { addArtifact, createPull, createRun, TOKEN } from "../helpers/github/state.ts";
import { type Files, type Mini, miniRepository, runCli } from "../helpers/mini.ts";
import { createZip } from "../helpers/zip.ts";
import { CASES } from "../report/verdicts.ts";

/** As GitHub gives it to a run of a fork, whatever the workflow asks for. */
const READING = { ...TOKEN, permissions: { actions: "read", contents: "read", "pull-requests": "read" } } as const;

const words = (count: number) =>
  Array.from({ length: count }, (_, at) => `export const n${at} = "${(at * 7919) % 9973}";`);
const config = "target: { static: dist }\nbundle: { files: '**/*.js' }\n";
const base: Files = { "weighbridge.yml": config, "dist/app.js": words(200).join("\n") };
const heavier: Files = { "dist/app.js": words(400).join("\n") };

/** The fork's pull request #7 as GitHub knows it. */
function proposed({ folder }: Mini, github: FakeGitHub) {
  const occasion = forkPullRequest(folder);
  const git = gitIn(folder);
  const headSha = git("rev-parse", "change");
  const pull = createPull({ headOwner: "stranger", headRepositoryId: 43, headRef: "change", headSha });
  github.state.pulls.splice(0, github.state.pulls.length, createPull({ number: 6 }), pull);
  github.state.commits.set(git("rev-parse", "HEAD"), [git("rev-parse", "main"), headSha]);
  return occasion;
}

const comments = ({ state }: FakeGitHub) => state.comments.map(({ issue, body }) => [issue, body] as const);
const writes = ({ requests }: FakeGitHub) => requests.filter(({ method }) => method !== "GET");

test("a fork's pull request is weighed and blocked without a right to write; a second workflow comments on it", async () => {
  await using github = await fakeGitHub({ state: { token: READING } });
  await using repository = await miniRepository(base, heavier);
  await using elsewhere = await miniRepository({ "README.md": "" });
  const job = { folder: repository.folder, github, workflow: "docs/workflows/performance.yml", runId: 301 };
  const measured = await runAction({ ...job, ...proposed(repository, github) });
  expect(measured.code).toBe(1);
  expect(measured.summary).toContain("### ❌ Blocked");
  expect(measured.log).toMatch(/Stored weighbridge-report-default-1: .*verdict\.json/);
  expect(measured.log).not.toContain("::warning");
  expect(comments(github)).toEqual([]);

  github.state.token = TOKEN;
  const run = github.state.runs.find(({ id }) => id === 301)!;
  const report = { folder: elsewhere.folder, github, workflow: "docs/workflows/performance-report.yml" };
  const announced = await runAction({ ...report, runId: 302, ...workflowRun(run, "requested") });
  expect(announced.code).toBe(0);
  const sha = run.headSha.slice(0, 10);
  expect(comments(github)).toEqual([[7, expect.stringContaining(`run=301.1 -->\n### ⏳ Weighing \`${sha}\``)]]);
  const reported = await runAction({ ...report, runId: 303, ...workflowRun(run, "completed") });
  expect(reported.code).toBe(0);
  expect(comments(github)).toEqual([[7, expect.stringMatching(/run=301\.1 -->\n### ❌ Blocked: /)]]);
  expect(github.state.comments[0]!.body).toContain(sha);
  expect(github.state.comments[0]!.body).not.toMatch(/neither|could not be asked/);

  github.state.pulls[1]!.state = "closed";
  const late = await runAction({ ...report, runId: 304, ...workflowRun(run, "completed") });
  expect([late.code, late.log]).toEqual([
    0,
    expect.stringMatching(/::notice::Nothing was written\. No open pull request/),
  ]);
  expect(writes(github).map(({ operation }) => operation)).toEqual(["issues/create-comment", "issues/update-comment"]);
});

test("where one workflow does both, a fork's pull request is blocked all the same, and a notice says what lacks", {
  tags: ["T4", "L7"],
}, async () => {
  await using github = await fakeGitHub({ state: { token: READING } });
  await using repository = await miniRepository(base, heavier);
  const job = { folder: repository.folder, github, runId: 301, ...proposed(repository, github) };
  const { code, log, summary, outputs } = await runAction(job);
  expect([code, outputs.verdict, outputs["comment-url"]]).toEqual([1, "fail", ""]);
  expect(log).toMatch(/::notice::The comment was not written: .*pull-requests: write.*The verdict stands\./);
  expect(log).not.toContain("::warning");
  expect(summary).toContain("### ❌ Blocked");
  expect(github.state.artifacts.map(({ name }) => name)).toContain("weighbridge-report-default-1");
  expect(github.requests.length).toBeLessThanOrEqual(20);
});

test("several gates of one pull request are weighed apart, and have one comment", { tags: ["R12"] }, async () => {
  await using github = await fakeGitHub();
  const files = (app: string) => Object.entries(base).map(([path, text]) => [`apps/${app}/${path}`, text]);
  const both: Files = Object.fromEntries([...files("api"), ...files("web")]);
  await using repository = await miniRepository(both, { "apps/web/dist/app.js": heavier["dist/app.js"]! });
  const job = { folder: repository.folder, github, workflow: "docs/workflows/monorepo.yml", runId: 310 };
  const { code, log } = await runAction({ ...job, ...pullRequest(repository.folder) });
  expect(code).toBe(1);
  for (const gate of ["api", "web"]) expect(log).toContain(`Stored weighbridge-report-${gate}-1`);
  const [[issue, body], ...others] = comments(github) as [readonly [number, string]];
  expect([issue, others]).toEqual([7, []]);
  expect(body).toMatch(/^<!-- weighbridge gate=_joined run=310\.1 -->\n### ❌ Blocked/);
  for (const line of ["**api** Pass", "**web** Blocked"]) expect(body).toContain(line);
});

test("under the second workflow nothing is built, whatever it is told", async () => {
  await using github = await fakeGitHub();
  await using repository = await miniRepository(base, heavier);
  proposed(repository, github);
  const run = createRun({
    id: 301,
    event: "pull_request",
    headBranch: "change",
    headSha: github.state.pulls[1]!.headSha,
  });
  const job = { folder: repository.folder, github, runId: 305, ...workflowRun(run, "completed") };
  const { code, log } = await runAction(job);
  expect(code).toBe(1);
  expect(log).toMatch(/::error::The event is workflow_run, .* must not run under it/);
  const wrong = await runAction({ ...job, runId: 306, inputs: { stage: "comment", comment: "sometimes" } });
  expect([wrong.code, wrong.log]).toEqual([1, expect.stringContaining('::error::Input comment is "sometimes"')]);
  expect(writes(github)).toEqual([]);
});

test("a merge queue's entry is gated by the same workflow, without a comment", async () => {
  await using github = await fakeGitHub();
  await using repository = await miniRepository(base, heavier);
  const job = { folder: repository.folder, github, workflow: "docs/workflows/performance.yml", runId: 307 };
  const { code, summary } = await runAction({ ...job, ...mergeGroup(repository.folder) });
  expect([code, summary]).toEqual([1, expect.stringContaining("### ❌ Blocked")]);
  expect(comments(github)).toEqual([]);
});

describe("from a command line", () => {
  const HEAD = "a".repeat(40);
  const fork = { headOwner: "stranger", headRepositoryId: 43, headSha: HEAD };

  async function stored(gates: readonly string[]): Promise<FakeGitHub> {
    const runs = [createRun({ ...fork, id: 300, event: "pull_request", headBranch: "main" })];
    const github = await fakeGitHub({ state: { runs, pulls: [createPull({ ...fork, headRef: "main" })] } });
    for (const gate of gates) {
      const verdict = { ...CASES.fail, gate, head: { ...CASES.fail!.head, commit: HEAD } };
      const zip = createZip([
        { name: "weighed.json", content: JSON.stringify({ kind: "weighed" }) },
        { name: "verdict.json", content: JSON.stringify(verdict) },
      ]);
      addArtifact(github.state, { name: `weighbridge-report-${gate}-1`, runId: 300, zip });
    }
    return github;
  }

  const cli = ({ apiUrl }: FakeGitHub, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    runCli(tmpdir(), ["report", ...args], {
      GITHUB_API_URL: apiUrl,
      GH_TOKEN: TOKEN.value,
      GITHUB_REPOSITORY: "octo/shop",
      ...env,
    });

  test("report --from-run does what the second workflow does", async () => {
    await using github = await stored(["api", "web"]);
    const both = await cli(github, ["--from-run", "300"]);
    expect([both.code, both.stdout]).toEqual([
      0,
      expect.stringMatching(
        /^The comment of api on #7: created, https.*\nThe comment of web on #7: created, https.*\n$/,
      ),
    ]);
    const joined = await cli(github, ["--from-run", "300", "--join", "--repo", "octo/shop"], { GITHUB_REPOSITORY: "" });
    expect(joined.stdout).toMatch(/^The joined comment on #7: created/);
    expect((await cli(github, ["--from-run", "300", "--gate-id", "api"])).stdout).toMatch(
      /^The comment of api on #7: unchanged/,
    );
    expect(github.state.comments).toHaveLength(3);

    github.state.pulls[0]!.state = "closed";
    const closed = await cli(github, ["--from-run", "300"]);
    expect([closed.code, closed.stdout]).toEqual([
      0,
      expect.stringMatching(/^Nothing was written\. No open pull request/),
    ]);
  });

  test.each<[string, readonly string[], Readonly<Record<string, string>>, RegExp]>([
    ["no run of this number", ["--from-run", "301"], {}, /could not read workflow run 301/],
    ["what is no number", ["--from-run", "last"], {}, /--from-run last: expected the number of a workflow run/],
    ["no such gate", ["--from-run", "300", "--gate-id", "web"], {}, /Run 300 has uploaded no report of web\./],
    ["a gate that is none", ["--from-run", "300", "--gate-id", "W b"], {}, /--gate-id W b: expected letters/],
    ["no token", ["--from-run", "300"], { GH_TOKEN: "", GITHUB_TOKEN: "" }, /set GITHUB_TOKEN or GH_TOKEN/],
    ["no repository", ["--from-run", "300", "--repo", "shop"], {}, /--repo is "shop"; expected owner\/name/],
    ["a file too", ["--from-run", "300", "verdict.json"], {}, /leave out verdict\.json/],
  ])("it ends with 2 and says why: %s", async (_, args, env, why) => {
    await using github = await stored(["api"]);
    const { code, stderr } = await cli(github, args, env);
    expect([code, stderr]).toEqual([2, expect.stringMatching(why)]);
    expect(writes(github)).toEqual([]);
  });

  test("it ends with 2 when the token may not write", { tags: ["T4"] }, async () => {
    await using github = await stored(["api"]);
    github.state.token = READING;
    const { code, stdout } = await cli(github, ["--from-run", "300"]);
    expect([code, stdout]).toEqual([
      2,
      expect.stringMatching(/^The comment of api on #7 was not written: .*pull-requests: write/),
    ]);
  });

  test("report --join makes one comment of files", async () => {
    const folder = await mkdtemp(join(tmpdir(), "weighbridge-join-"));
    try {
      for (const [gate, name] of [
        ["api", "pass"],
        ["web", "fail"],
        ["again", "pass"],
      ] as const) {
        await mkdir(join(folder, gate));
        const verdict = { ...CASES[name], gate: gate === "again" ? "api" : gate };
        await writeFile(join(folder, gate, "verdict.json"), JSON.stringify(verdict));
      }
      const report = (...args: string[]) => runCli(folder, ["report", "--join", ...args]);
      const { code, stdout } = await report("api/verdict.json", "web/verdict.json");
      expect(code).toBe(0);
      expect(stdout.indexOf("Blocked")).toBeGreaterThan(0);
      expect(stdout.indexOf("Blocked")).toBeLessThan(stdout.indexOf("Pass"));
      const twice = await report("api/verdict.json", "again/verdict.json");
      expect([twice.code, twice.stderr]).toEqual([2, expect.stringContaining("are both of the gate api")]);
      const alone = await runCli(folder, ["report", "--output", "x.md", "api/verdict.json"]);
      expect([alone.code, alone.stderr]).toEqual([2, expect.stringContaining("--output goes with --join.")]);
      expect((await report("api/verdict.json", "--output", "x.md")).stdout).toBe("");
      expect(await readFile(join(folder, "x.md"), "utf8")).toContain("**api** Pass");
      expect((await report()).stderr).toContain("--join needs the verdict.json of each gate.");
      const without = await runCli(folder, ["report", "api/verdict.json", "web/verdict.json"]);
      expect([without.code, without.stderr]).toEqual([
        2,
        expect.stringContaining("one verdict.json, or several with --join"),
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
