/** The step that only comments: what it takes from the job that measured, and what it asks of GitHub itself. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openJob } from "../../src/action/job.ts";
import { reportStep } from "../../src/action/report.ts";
import { type FakeGitHub, fakeGitHub } from "../helpers/github/index.ts";
import { addArtifact, addComment, createPull, SHA, TOKEN } from "../helpers/github/state.ts";
import { testSystem } from "../helpers/system.ts";
import { createZip } from "../helpers/zip.ts";
import { CASES } from "../report/verdicts.ts";

let temporary: string;
beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), "weighbridge-report-"));
});
afterEach(() => rm(temporary, { recursive: true, force: true }));

async function comment({ apiUrl }: FakeGitHub, inputs: Readonly<Record<string, string>>): Promise<void> {
  const payload = join(temporary, "event.json");
  const head = { sha: SHA, ref: "change", repo: { id: 42 } };
  await writeFile(
    payload,
    JSON.stringify({ pull_request: { number: 7, head, base: { ref: "main", repo: { id: 42 } } } }),
  );
  const env = {
    GITHUB_WORKSPACE: temporary,
    GITHUB_EVENT_PATH: payload,
    GITHUB_EVENT_NAME: "pull_request",
    GITHUB_API_URL: apiUrl,
    GITHUB_SERVER_URL: "https://github.test",
    GITHUB_REPOSITORY: "octo/shop",
    GITHUB_REPOSITORY_ID: "42",
    GITHUB_RUN_ID: "300",
    GITHUB_RUN_ATTEMPT: "1",
    RUNNER_TEMP: temporary,
    INPUT_STAGE: "comment",
    INPUT_TOKEN: TOKEN.value,
    TOKEN_IS_OWN: "true",
    ...inputs,
  };
  await using under = await testSystem();
  await reportStep(
    await openJob({ cwd: temporary, env, stdout: process.stdout, stderr: process.stderr }),
    under.system.log,
  );
}

test.each([
  ["of one gate", { INPUT_JOIN: "false" }],
  ["of all gates", { INPUT_JOIN: "true" }],
])(
  "who let a commit pass, in the comment %s, is as GitHub has it, not as the job that ran the code says",
  async (_, join) => {
    const label = "weighbridge-override";
    await using github = await fakeGitHub({
      state: { pulls: [createPull({ labels: [label] })], roles: { kim: "admin" } },
    });
    const at = { url: "https://e.vil/", at: "2026-01-31T12:00:00Z" };
    const override = { by: "octo", permission: "admin", reason: "forged", commit: SHA, ...at };
    const verdict = { ...CASES.fail!, blocks: false, override, head: { ...CASES.fail!.head, commit: SHA } };
    const zip = createZip([
      { name: "weighed.json", content: JSON.stringify({ kind: "weighed" }) },
      { name: "verdict.json", content: JSON.stringify(verdict) },
    ]);
    addArtifact(github.state, { name: "weighbridge-report-default-1", runId: 300, zip });
    const inputs = { ...join, INPUT_OVERRIDE_LABEL: label };
    await comment(github, inputs);
    const said = () => github.state.comments.find(({ user }) => user.type === "Bot")!.body;
    expect(said()).toContain("### ❌ Blocked");
    expect(said()).not.toMatch(/Overridden|forged/);
    expect(JSON.stringify(github.state.checks)).not.toMatch(/Overridden|forged/);

    addComment(github.state, `/weighbridge override ${SHA} Needed now.`, { login: "kim", type: "User" });
    await comment(github, inputs);
    expect(said()).toMatch(/kim[\s\S]*Needed now/);
    expect(said()).not.toContain("forged");
  },
);

test("of gates of which one only reports and another could not measure, the job is red, and the output says so", async () => {
  await using github = await fakeGitHub();
  const verdict = { ...CASES["not-enforced"]!, gate: "api" };
  const parts = {
    api: { "weighed.json": { kind: "weighed" }, "verdict.json": verdict },
    web: { "weighed.json": { kind: "failed", why: "no config." } },
  };
  for (const [gate, files] of Object.entries(parts)) {
    const zip = createZip(Object.entries(files).map(([name, value]) => ({ name, content: JSON.stringify(value) })));
    addArtifact(github.state, { name: `weighbridge-report-${gate}-1`, runId: 300, zip });
  }
  const output = join(temporary, "output");
  await writeFile(output, "");
  vi.stubEnv("GITHUB_OUTPUT", output);
  await comment(github, { INPUT_JOIN: "true" }).finally(() => vi.unstubAllEnvs());
  expect(await readFile(output, "utf8")).toMatch(/^verdict<<(\S+)\nfail\n\1\nblocks<<(\S+)\ntrue\n\2\n/);
});
