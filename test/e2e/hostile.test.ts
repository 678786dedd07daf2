/** What a pull request may try at action.yml, run by act as in action.test.ts. */
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { branch, jobIn } from "../helpers/act.ts";
import { pullRequest } from "../helpers/events.ts";
import { fakeGitHub } from "../helpers/github/index.ts";
import { TOKEN } from "../helpers/github/state.ts";
import { mini, miniRepository, server } from "../helpers/mini.ts";

const MINUTES = 240_000;

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
    await using repository = await miniRepository(mini, { "server.js": server(6) });
    const occasion = { ...pullRequest(repository.folder), event: "pull_request_target" } as const;
    const { code, log, outputs } = await jobIn(repository, github)(occasion);
    expect([code, outputs.verdict]).toEqual([1, "error"]);
    expect(log).toMatch(/::error::The event is pull_request_target, .* must not run under it/);
    expect(github.requests.filter(({ method }) => method !== "GET")).toEqual([]);
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
