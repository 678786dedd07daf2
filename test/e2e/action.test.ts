/** action.yml as its users run it: by act, its real steps, k6 and git, with the fake GitHub in GitHub's place. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { readZipEntry } from "../../src/github/zip.ts";
import { parseBaseline } from "../../src/stored/read.ts";
import { branch, gitIn, jobIn, runAction } from "../helpers/act.ts";
import { mergeGroup, pullRequest, push } from "../helpers/events.ts";
import { type FakeGitHub, fakeGitHub } from "../helpers/github/index.ts";
import { TOKEN } from "../helpers/github/state.ts";
import { type Files, mini, miniRepository, script, server } from "../helpers/mini.ts";
import { privateGit } from "../helpers/private-git.ts";

const slower: Files = { "server.js": server(6) };
const MINUTES = 240_000;

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
