/** The action's steps under events and attempts that are not the usual ones. */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { gitIn } from "../helpers/act.ts";
import { mergeGroup, pullRequest } from "../helpers/events.ts";
import { type FakeGitHub, fakeGitHub } from "../helpers/github/index.ts";
import { type Files, type Mini, miniRepository } from "../helpers/mini.ts";
import { runSteps } from "../helpers/steps.ts";

const files: Files = {
  "weighbridge.yml":
    "target: { static: dist }\nbundle: { files: '**/*.js' }\nmetrics: { 'bundle/*': { role: gate } }\n",
  "dist/app.js": "let a = 1;\n",
};
const larger: Files = { "dist/app.js": "let a = 1;\n".repeat(200) };
const repository = { id: 42, default_branch: "main" };

const bodies = ({ state }: FakeGitHub) => state.comments.map(({ body }) => body.split("\n", 2));

describe("a job that is run again", () => {
  test("has artifacts of its own, and brings the same comment up to date", { tags: ["R13"] }, async () => {
    await using github = await fakeGitHub();
    await using shop = await miniRepository(files, larger);
    const job = { folder: shop.folder, github, runId: 301, ...pullRequest(shop.folder) };
    await using first = await runSteps(job);
    await using second = await runSteps({ ...job, attempt: 2 });
    expect([first.outputs["report-name"], second.outputs["report-name"]]).toEqual([
      "weighbridge-report-default-1",
      "weighbridge-report-default-2",
    ]);
    expect([first.codes, second.codes]).toEqual([
      [0, 1, 0],
      [0, 1, 0],
    ]);
    expect(bodies(github)).toEqual([
      ["<!-- weighbridge gate=default run=301.2 -->", expect.stringContaining("### ❌ Blocked: ")],
    ]);
  });
});

describe("an entry of the merge queue", () => {
  test.each([
    ["that regresses is red", larger, [0, 1, 0], "fail"],
    ["that does not is green", {}, [0, 0, 0], "pass"],
  ])("%s, and has no comment", { tags: ["R14"] }, async (_, head, codes, verdict) => {
    await using github = await fakeGitHub();
    await using shop = await miniRepository(files, head);
    await using ended = await runSteps({ folder: shop.folder, github, runId: 302, ...mergeGroup(shop.folder) });
    expect([ended.codes, ended.outputs.verdict]).toEqual([codes, verdict]);
    expect(github.state.comments).toEqual([]);
    expect(ended.outputs["report-name"]).toBe("weighbridge-report-default-1");
  });
});

describe("an event", () => {
  const OCCASIONS: Readonly<Record<string, (shop: Mini) => { event: string; payload: object; ref: string }>> = {
    "that pushes a tag is weighed and stores nothing": ({ folder }) => {
      gitIn(folder)("tag", "v1.0.0");
      const payload = {
        ref: "refs/tags/v1.0.0",
        after: gitIn(folder)("rev-parse", "HEAD"),
        base_ref: null,
        repository,
      };
      return { event: "push", payload, ref: "refs/tags/v1.0.0" };
    },
    "that says nothing of the repository is weighed and stores nothing": () => ({
      event: "repository_dispatch",
      payload: { action: "x", client_payload: { pull_request: { number: 7 } } },
      ref: "refs/heads/change",
    }),
  };
  test.each(Object.entries(OCCASIONS))("%s", { tags: ["R15"] }, async (_, occasionOf) => {
    await using github = await fakeGitHub();
    await using shop = await miniRepository(files, larger);
    const occasion = occasionOf(shop);
    const payload = { ...occasion.payload };
    await using ended = await runSteps({ folder: shop.folder, github, runId: 303, ...occasion, payload });
    expect([ended.codes, ended.outputs.verdict]).toEqual([[0, 1, 0], "fail"]);
    expect(ended.outputs["baseline-upload"]).toBeUndefined();
    expect(github.state.comments).toEqual([]);
  });

  test("whose file is cut short ends each step with one sentence", { tags: ["R15"] }, async () => {
    const folder = await mkdtemp(join(tmpdir(), "weighbridge-event-"));
    try {
      const event = join(folder, "event.json");
      await writeFile(event, '{"pull_request":');
      const env = { PATH: process.env.PATH, GITHUB_WORKSPACE: folder, RUNNER_TEMP: folder, GITHUB_EVENT_PATH: event };
      const action = join(import.meta.dirname, "../../dist/action.js");
      for (const step of ["fetch", "weigh", "report"]) {
        // The step that measures is handed its variables beside those that it runs in.
        const input = Object.entries(env)
          .map(([name, value]) => `${name}=${value}\0`)
          .join("");
        const { status, stdout, stderr } = spawnSync(process.execPath, [action, step], {
          env,
          input,
          encoding: "utf8",
        });
        expect([step, status, stderr]).toEqual([step, 2, ""]);
        expect(stdout).toMatch(/^::error::GITHUB_EVENT_PATH: .*event\.json cannot be read as JSON \(.*\)\.\n$/);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
