/** The first step of the action with the fake GitHub: what it finds of an attempt before is what the second one asks for. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fetchStep } from "../../src/action/fetch.ts";
import { openJob } from "../../src/action/job.ts";
import { reportName } from "../../src/action/outcome.ts";
import { readEarlier, readFetched } from "../../src/action/state.ts";
import { questionOf } from "../../src/pipeline/attempts.ts";
import { chooseSides } from "../../src/pipeline/sides.ts";
import type { System } from "../../src/system/system.ts";
import { gitIn, type Job } from "../helpers/act.ts";
import { mergeGroup, pullRequest, push } from "../helpers/events.ts";
import { type FakeGitHub, fakeGitHub } from "../helpers/github/index.ts";
import { addArtifact, createRun, TOKEN } from "../helpers/github/state.ts";
import { type Mini, mini, miniRepository, server } from "../helpers/mini.ts";
import { testSystem } from "../helpers/system.ts";
import { createZip } from "../helpers/zip.ts";
import { rounds as example } from "../stored/examples.ts";

let temporary: string;
beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), "weighbridge-earlier-"));
});
afterEach(() => rm(temporary, { recursive: true, force: true }));

interface Step {
  readonly attempt?: number;
  readonly runId?: number;
  /** Of the action, as a step's environment has them. */
  readonly inputs?: Readonly<Record<string, string>>;
}

/** One step's view of a job, with what the runner gives it. */
async function jobOf(
  { apiUrl }: FakeGitHub,
  { folder }: Mini,
  { event, payload, ref }: Pick<Job, "event" | "payload" | "ref">,
  { attempt = 1, runId = 300, inputs = {} }: Step = {},
) {
  const payloadPath = join(temporary, "event.json");
  await writeFile(payloadPath, JSON.stringify(payload));
  const env = {
    CI: "true",
    GITHUB_WORKSPACE: folder,
    GITHUB_EVENT_PATH: payloadPath,
    GITHUB_EVENT_NAME: event,
    GITHUB_API_URL: apiUrl,
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: "octo/shop",
    GITHUB_REPOSITORY_ID: "42",
    GITHUB_WORKFLOW_REF: `octo/shop/.github/workflows/gate.yml@${ref}`,
    GITHUB_RUN_ID: String(runId),
    GITHUB_RUN_ATTEMPT: String(attempt),
    GITHUB_REF: ref,
    RUNNER_TEMP: temporary,
    INPUT_COMMENT: "never",
    ...inputs,
  };
  return openJob({ cwd: folder, env, stdout: process.stdout, stderr: process.stderr });
}

const WITH_TOKEN = { INPUT_TOKEN: TOKEN.value, TOKEN_IS_OWN: "true" };

/** What the second step asks, from what the first one left: as weigh() does it. */
async function asked(job: Awaited<ReturnType<typeof jobOf>>, system: System): Promise<string | null> {
  const { inputs, terminal, state } = job;
  const { base } = (await readFetched(state))!;
  const eventPath = terminal.env.GITHUB_EVENT_PATH!;
  const about = { head: null, compare: true, mode: inputs.mode, record: false, ci: true, eventPath };
  const loaded = job.config();
  const sides = await chooseSides({ cwd: inputs.folder, base, ...about }, loaded.config.target, system);
  return questionOf(sides, loaded, { cwd: inputs.folder, mode: inputs.mode });
}

function upload({ state }: FakeGitHub, question: string | null, name = reportName("default", 1), runId = 300): void {
  const content = JSON.stringify({ ...example, question, attempts: [], plan: null });
  addArtifact(state, { name, runId, zip: createZip([{ name: "rounds.json", content }]) });
}

const lists = ({ requests }: FakeGitHub) => requests.filter(({ path }) => path.includes("weighbridge-report")).length;

test("both steps come to the same question: a re-run and the merge queue find the pull request's rounds", async () => {
  await using github = await fakeGitHub();
  await using repository = await miniRepository(mini, { "server.js": server(6) });
  await using under = await testSystem();
  const { system } = under;
  const occasion = pullRequest(repository.folder);
  const inputs = { INPUT_MAX_MINUTES: "3", INPUT_K6_VERSION: "2.2.0" };
  const first = await jobOf(github, repository, occasion, { inputs: { ...inputs, ...WITH_TOKEN } });
  await fetchStep(first, system);
  expect(await readEarlier(first.state)).toBeNull();
  const question = await asked(await jobOf(github, repository, occasion, { inputs }), system);
  expect(question).toMatch(/^[0-9a-f]{64}$/);
  github.state.runs.push(createRun({ id: 300, event: "pull_request", headBranch: "change", attempt: 1 }));
  upload(github, question);

  const again = await jobOf(github, repository, occasion, { attempt: 2, inputs: { ...inputs, ...WITH_TOKEN } });
  await fetchStep(again, system);
  expect(await readEarlier(again.state)).toMatchObject({ question, seed: example.seed });

  // Another merge commit of the same tree.
  const queued = mergeGroup(repository.folder);
  gitIn(repository.folder)("commit", "--quiet", "--amend", "--message", "Merge pull request 7");
  const entry = await jobOf(github, repository, queued, { runId: 301, inputs: { ...inputs, ...WITH_TOKEN } });
  await fetchStep(entry, system);
  expect(await readEarlier(entry.state)).toMatchObject({ question });

  // Another config, by an input: another question.
  const other = { ...inputs, INPUT_K6_VERSION: "2.1.0", ...WITH_TOKEN };
  const changed = await jobOf(github, repository, occasion, { attempt: 2, inputs: other });
  await fetchStep(changed, system);
  expect(await readEarlier(changed.state)).toBeNull();
});

test("nothing is asked where nothing may be found, and a service that fails costs only the reuse", async () => {
  await using github = await fakeGitHub();
  await using repository = await miniRepository(mini, { "server.js": server(6) });
  await using under = await testSystem();
  const { system } = under;
  const occasion = pullRequest(repository.folder);
  const fetched = async (of: typeof occasion, step: Step) => {
    const job = await jobOf(github, repository, of, step);
    await fetchStep(job, system);
    expect(await readEarlier(job.state)).toBeNull();
    return (await readFetched(job.state))!;
  };
  await fetched(occasion, { attempt: 2 });
  await fetched(occasion, { attempt: 2, inputs: { ...WITH_TOKEN, INPUT_MODE: "budgets" } });
  await fetched(push(repository.folder), { attempt: 2, inputs: WITH_TOKEN });
  expect(lists(github)).toBe(0);

  github.fail({ on: "actions/list-workflow-run-artifacts", fault: { kind: "answer", status: 404 } });
  const { base, notices } = await fetched(pullRequest(repository.folder), { attempt: 2, inputs: WITH_TOKEN });
  expect(base).not.toBeNull();
  expect(notices).toContainEqual(
    expect.stringMatching(/^An attempt before could not be looked for: GitHub: could not/),
  );
});

test.each([
  ["of a first commit", "auto"],
  ["of a first commit that is held to its limits alone", "budgets"],
])(
  "a clone that kept the credentials of its checkout is warned of, though it has no base: %s",
  {
    tags: ["T13"],
  },
  async (_, mode) => {
    await using github = await fakeGitHub();
    await using repository = await miniRepository(mini);
    await using under = await testSystem();
    const git = gitIn(repository.folder);
    git("checkout", "--quiet", "--orphan", "first");
    git("commit", "--quiet", "--message", "first");
    git("config", "http.https://github.invalid/.extraheader", "AUTHORIZATION: basic Y2FuYXJ5");
    const job = await jobOf(github, repository, push(repository.folder), {
      inputs: { ...WITH_TOKEN, INPUT_MODE: mode },
    });
    const written = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    try {
      await fetchStep(job, under.system);
      const text = written.mock.calls.map(([chunk]) => String(chunk)).join("");
      expect((await readFetched(job.state))!.base).toBeNull();
      expect(text).toContain("::warning::The checkout kept its credentials in .git/config");
    } finally {
      written.mockRestore();
    }
  },
);
