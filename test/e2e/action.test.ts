/** action.yml as its users run it: by act, its real steps, k6 and git, with the fake GitHub in GitHub's place. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { readZipEntry } from "../../src/github/zip.ts";
import { parseBaseline } from "../../src/stored/read.ts";
import { gitIn, type Job, runAction } from "../helpers/act.ts";
import { mergeGroup, pullRequest, push } from "../helpers/events.ts";
import { type FakeGitHub, fakeGitHub } from "../helpers/github/index.ts";
import { TOKEN } from "../helpers/github/state.ts";
import { type Files, type Mini, mini, miniRepository, script, server, writeAll } from "../helpers/mini.ts";
import { privateGit } from "../helpers/private-git.ts";

const slower: Files = { "server.js": server(6) };
const MINUTES = 240_000;

/** A branch of main with these files over it. */
async function branch({ folder }: Mini, name: string, files: Files): Promise<void> {
  const git = gitIn(folder);
  git("checkout", "--quiet", "-B", name, "main");
  await writeAll(folder, files);
  git("add", "--all");
  git("commit", "--quiet", "--allow-empty", "--message", name);
}

function jobIn({ folder }: Mini, github: FakeGitHub) {
  let runId = 200;
  return (occasion: Pick<Job, "event" | "payload" | "ref">, more: Partial<Job> = {}) =>
    runAction({ folder, github, runId: ++runId, ...occasion, ...more });
}

const writes = ({ requests }: FakeGitHub) => requests.filter(({ method }) => method !== "GET");
const operations = (github: FakeGitHub) => writes(github).map(({ operation }) => operation);
const conclusions = ({ state }: FakeGitHub) => state.checks.map(({ headSha, fields }) => [headSha, fields.conclusion]);

describe("a gate in its repository", () => {
  test(
    "a push stores a baseline, a pull request is set beside it and blocked, and its comment kept up to date",
    async () => {
      await using github = await fakeGitHub();
      await using repository = await miniRepository(mini, slower);
      const run = jobIn(repository, github);
      // A first commit has nothing before it and is stored all the same.
      const pushed = await run(push(repository.folder));
      expect(pushed.log).toContain("Stored weighbridge-baseline-default: baseline.json");
      expect([pushed.code, operations(github)]).toEqual([0, ["checks/create", "checks/update"]]);

      const blocked = await run(pullRequest(repository.folder));
      expect([blocked.code, blocked.outputs.verdict]).toEqual([1, "fail"]);
      // On a busy machine the other endpoint, which waits for this one in the same process, is slower for it too.
      expect(JSON.parse(blocked.outputs.regressions!)).toContain("k6/latency-tm95@shop: GET /slow");
      expect(blocked.log).toMatch(/::error.*latency-tm95 of shop: GET \/slow rose by/);
      expect(blocked.summary).toContain("### ❌ Blocked");
      const [comment, ...others] = github.state.comments;
      expect(others).toEqual([]);
      expect(comment!.body).toMatch(/^<!-- weighbridge gate=default run=202\.1 -->\n### ❌ Blocked: /);
      expect(comment!.body).toContain("Baseline");
      expect(blocked.outputs["comment-url"]).toContain(String(comment!.id));
      // First what is under way, then the verdict, in the same place.
      expect(operations(github).slice(2)).toEqual([
        ...["issues/create-comment", "checks/create"],
        ...["checks/update", "issues/update-comment"],
      ]);
      const git = gitIn(repository.folder);
      expect(conclusions(github)).toEqual([
        [git("rev-parse", "main"), "neutral"],
        [git("rev-parse", "change"), "failure"],
      ]);
      expect([blocked.outputs.blocks, blocked.outputs["html-path"]]).toEqual(["true", expect.stringMatching(/html$/)]);

      // Another commit of the same files, and one that changes only words: nothing needs measuring.
      await branch(repository, "same", {});
      await branch(repository, "words", { "README.md": "Only words." });
      for (const [name, runId] of [
        ["same", 203],
        ["words", 204],
      ] as const) {
        const passed = await run(pullRequest(repository.folder, name));
        expect([name, passed.code, passed.outputs.verdict]).toEqual([name, 0, "pass"]);
        expect(passed.log).not.toContain("k6: round 1 of");
        expect(github.state.comments.map(({ body }) => body)).toEqual([
          expect.stringMatching(new RegExp(`run=${runId}\\.1 -->\n### ✅ Pass`)),
        ]);
      }

      // A nightly job that has nothing to measure carries the baseline on: artifacts expire. Its payload names no repository.
      gitIn(repository.folder)("checkout", "--quiet", "-B", "main", "words");
      const schedule = { event: "schedule", payload: { schedule: "0 4 * * *" }, ref: "refs/heads/main" } as const;
      const nightly = await run(schedule);
      expect([nightly.code, nightly.outputs.verdict]).toEqual([0, "pass"]);
      const stored = github.state.artifacts.filter(({ name }) => name === "weighbridge-baseline-default");
      const jobs = await Promise.all(stored.map(({ zip }) => readZipEntry(zip, "baseline.json", 2 ** 20, "baseline")));
      expect(jobs.map((text) => parseBaseline(text, "baseline.json", "default").map(({ job }) => job.run))).toEqual([
        ["201"],
        ["201"],
      ]);
    },
    MINUTES,
  );

  test(
    "a merge queue's entry is gated without a comment, and its check points at the limit that is broken",
    async () => {
      await using github = await fakeGitHub();
      const strict = script.replace("thresholds: {", 'thresholds: {\n    http_req_duration: ["p(95)<0.001"],');
      await using repository = await miniRepository(mini, { ...slower, "perf/shop.js": strict });
      const { code, outputs, summary } = await jobIn(repository, github)(mergeGroup(repository.folder));
      expect([code, outputs.verdict, outputs["comment-url"]]).toEqual([1, "fail", ""]);
      expect(summary).toContain("### ❌ Blocked");
      expect(conclusions(github)).toEqual([[gitIn(repository.folder)("rev-parse", "HEAD"), "failure"]]);
      expect(operations(github)).toEqual(["checks/create", "checks/update", "checks/update"]);
      const line = strict.split("\n").findIndex((text) => text.includes("p(95)")) + 1;
      expect(github.state.checks[0]!.annotations).toMatchObject([
        { path: "perf/shop.js", start_line: line, annotation_level: "failure", title: "Weighbridge: Blocked" },
      ]);
    },
    MINUTES,
  );

  test(
    "asked again, by a re-run or the merge queue, the same trees are not measured again",
    async () => {
      await using github = await fakeGitHub();
      await using repository = await miniRepository(mini, slower);
      const job = { folder: repository.folder, github, runId: 501, ...pullRequest(repository.folder) };
      const first = await runAction(job);
      expect(first.outputs.verdict).toBe("fail");
      expect(first.log).toContain("k6: round 1 of");
      const repeated = "Not measured again: run 501, attempt 1, weighed the same trees";
      github.state.runs.length = 0;
      const again = await runAction({ ...job, attempt: 2 });
      expect([again.code, again.outputs.verdict]).toEqual([1, "fail"]);
      expect(again.log).not.toContain("k6: round 1 of");
      expect(github.state.comments[0]!.body).toMatch(/run=501\.2 -->\n### ❌ Blocked: /);
      expect(github.state.comments[0]!.body).toContain(repeated);

      const queued = await runAction({ ...job, runId: 502, ...mergeGroup(repository.folder) });
      expect([queued.code, queued.outputs.verdict]).toEqual([1, "fail"]);
      expect(queued.log).not.toContain("k6: round 1 of");
      expect(queued.summary).toContain(repeated);
    },
    MINUTES,
  );

  test("one job measures with a token that can only read, another writes the comment of what it found", {
    tags: ["T23"],
    timeout: MINUTES,
  }, async () => {
    const reading = {
      ...TOKEN,
      permissions: { actions: "read", contents: "read", "pull-requests": "read" },
    } as const;
    await using github = await fakeGitHub({ state: { token: reading } });
    await using repository = await miniRepository(mini, slower);
    const occasion = pullRequest(repository.folder);
    const job = { folder: repository.folder, github, runId: 301, ...occasion };
    const measured = await runAction(job);
    expect([measured.code, measured.outputs.verdict]).toEqual([1, "fail"]);
    expect(measured.log).toMatch(/::notice::The comment was not written: .*pull-requests: write/);
    expect(measured.log).toMatch(/::notice::The check run was not written: .*checks: write/);
    expect([measured.log.match(/::notice::/g)?.length, github.state.comments]).toEqual([2, []]);

    // The jobs that write: one before, one after, of which the second may be a later attempt.
    github.state.token = TOKEN;
    github.state.runs.length = 0;
    await runAction({ ...job, inputs: { stage: "announce" } });
    expect(github.state.comments[0]!.body).toMatch(/run=301\.1 -->\n### ⏳ Weighing `/);
    expect(github.state.checks.map(({ fields }) => fields.status)).toEqual(["in_progress"]);
    github.state.runs.length = 0;
    const told = await runAction({ ...job, attempt: 2, inputs: { stage: "comment" } });
    expect([told.code, told.outputs.verdict]).toEqual([0, "fail"]);
    expect(github.state.comments[0]!.body).toMatch(/run=301\.2 -->\n### ❌ Blocked: /);
    expect(github.state.checks.map(({ fields }) => fields.conclusion)).toEqual(["failure"]);
  });
});

test(
  "a shallow checkout of a private repository that kept no credentials still gets its base",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "weighbridge-private-"));
    try {
      await using github = await fakeGitHub();
      await using origin = await miniRepository({ ...mini, "README.md": "" }, { "README.md": "words" });
      const occasion = pullRequest(origin.folder);
      const git = gitIn(folder);
      git("clone", "--quiet", "--bare", origin.folder, "octo/shop.git");
      gitIn(join(folder, "octo/shop.git"))("config", "uploadpack.allowAnySHA1InWant", "true");
      gitIn(origin.folder)("push", "--quiet", join(folder, "octo/shop.git"), "HEAD:refs/pull/7/merge");
      await using server = await privateGit(folder, TOKEN.value);
      // As actions/checkout does it: one commit, and the credentials gone with the command.
      const remote = `${server.url}/octo/shop`;
      const basic = Buffer.from(`x-access-token:${TOKEN.value}`).toString("base64");
      git("init", "--quiet", "clone");
      const clone = gitIn(join(folder, "clone"));
      clone("remote", "add", "origin", `${remote}.git`);
      const header = `http.extraheader=AUTHORIZATION: basic ${basic}`;
      // Not while this process waits for it: the server is in it.
      const fetch = [
        "-c",
        header,
        "fetch",
        "--quiet",
        "--depth=1",
        "origin",
        "+refs/pull/7/merge:refs/remotes/pull/7/merge",
      ];
      await promisify(execFile)("git", fetch, { cwd: join(folder, "clone") });
      clone("checkout", "--quiet", "--detach", "refs/remotes/pull/7/merge");
      expect(() => clone("cat-file", "-e", "HEAD^")).toThrow();

      const job = { folder: join(folder, "clone"), github, runId: 401, ...occasion };
      const { code, outputs, summary } = await runAction({ ...job, env: { GITHUB_SERVER_URL: server.url } });
      expect([code, outputs.verdict]).toEqual([0, "pass"]);
      expect(summary).toContain("README.md");
    } finally {
      await rm(folder, { recursive: true });
    }
  },
  MINUTES,
);

describe("what a pull request may try", () => {
  test("its commands find no token, neither in their own environment nor in that of any process before them", {
    tags: ["T2", "T13"],
    timeout: MINUTES,
  }, async () => {
    const folder = await mkdtemp(join(tmpdir(), "weighbridge-seen-"));
    try {
      const seen = join(folder, "environments");
      // Up to the first process: /proc/<pid>/stat names the parent after the name, which may hold anything.
      const look = `
          const { appendFileSync, readFileSync } = require("node:fs");
          for (let pid = process.pid; pid > 0; ) {
            try { appendFileSync(${JSON.stringify(seen)}, pid + " " + readFileSync("/proc/" + pid + "/environ", "latin1") + "\\n"); } catch {}
            pid = Number(readFileSync("/proc/" + pid + "/stat", "latin1").replace(/^.*\\) \\S /s, "").split(" ")[0]);
          }`;
      await using github = await fakeGitHub();
      await using repository = await miniRepository(mini, { "server.js": server(2, look) });
      const env = { RUNNER_TRACKING_ID: "tracked" };
      const { log } = await jobIn(repository, github)(pullRequest(repository.folder), { env });
      expect(log).toContain("k6: round 1 of");
      const environments = await readFile(seen, "latin1");
      // It did look: the step's own process is among them.
      expect(environments).toContain("RUNNER_TRACKING_ID=tracked");
      expect(environments).not.toContain(TOKEN.value);
      expect(environments).not.toMatch(/(?:INPUT_TOKEN|GITHUB_TOKEN|ACTIONS_[A-Z_]+|GITHUB_ENV|GITHUB_OUTPUT)=/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("nothing that it names is run by a shell", { tags: ["T1"], timeout: MINUTES }, async () => {
    const folder = await mkdtemp(join(tmpdir(), "weighbridge-pwn-"));
    const file = join(folder, "PWN");
    try {
      const hostile = `"; touch ${file}; "`;
      await using github = await fakeGitHub();
      await using repository = await miniRepository({ ...mini, "README.md": "" }, {});
      const name = `x";touch\${IFS}${file};"`;
      await branch(repository, name, { "README.md": "words" });
      const run = jobIn(repository, github);
      const occasion = pullRequest(repository.folder, name, hostile);
      for (const input of INPUTS) {
        const { code, log } = await run(occasion, { inputs: { [input]: hostile } });
        if (input !== "token") expect([input, code]).toEqual([input, 1]);
        expect(log).not.toContain("defect");
      }
      expect((await run(occasion)).outputs.verdict).toBe("pass");
      expect(existsSync(file)).toBe(false);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("under an event with rights of its own nothing of it is built", { tags: ["T3"], timeout: MINUTES }, async () => {
    await using github = await fakeGitHub();
    await using repository = await miniRepository(mini, slower);
    const occasion = { ...pullRequest(repository.folder), event: "pull_request_target" } as const;
    const { code, log, outputs } = await jobIn(repository, github)(occasion);
    expect([code, outputs.verdict]).toEqual([1, "error"]);
    expect(log).toMatch(/::error::The event is pull_request_target, .* must not run under it/);
    expect(writes(github)).toEqual([]);
  });

  test(
    "a config or an input that is wrong is said in the comment, and measures nothing",
    async () => {
      await using github = await fakeGitHub();
      const wrong = "target: { strat: node server.js }\ngate: { id: shop }";
      await using repository = await miniRepository(mini, { "weighbridge.yml": wrong });
      const run = jobIn(repository, github);
      const { code, outputs } = await run(pullRequest(repository.folder));
      expect([code, outputs.verdict]).toEqual([1, "error"]);
      const [comment] = github.state.comments;
      expect(comment!.body).toMatch(/gate=shop [\s\S]*🛑 Could not measure [\s\S]*unknown key target.strat/);
      expect((await run(pullRequest(repository.folder), { inputs: { "max-minutes": "soon" } })).code).toBe(1);
      expect(comment!.body).toMatch(/gate=shop [\s\S]*🛑 Could not measure [\s\S]*Input max-minutes is "soon"/);
      expect(github.state.comments).toHaveLength(1);
    },
    MINUTES,
  );
});

const INPUTS = [
  "config",
  "working-directory",
  "mode",
  "gate-id",
  "token",
  "base-ref",
  "k6-version",
  "max-minutes",
  "comment",
  "check",
  "enforce",
  "override-permission",
  "stage",
  "join",
];
