/** What a token without one right costs: the parts that it is for, each of which names it. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ANNOUNCEMENTS } from "../../src/action/announce.ts";
import { baselineOf } from "../../src/action/baseline.ts";
import { clientOf } from "../../src/action/client.ts";
import { openJob } from "../../src/action/job.ts";
import { readParents } from "../../src/github/commits.ts";
import { readLabelledPull } from "../../src/github/labelled-pulls.ts";
import { fakeGitHub } from "../helpers/github/index.ts";
import { type Scope, SHA, TOKEN } from "../helpers/github/state.ts";
import { testSystem } from "../helpers/system.ts";

let temporary: string;
beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), "weighbridge-rights-"));
});
afterEach(() => rm(temporary, { recursive: true, force: true }));

/** What becomes of each part of the action with a token that may do all but `missing`, in a private repository. */
async function partsWithout(missing: Scope): Promise<Readonly<Record<string, string>>> {
  const permissions = Object.fromEntries(Object.entries(TOKEN.permissions).filter(([scope]) => scope !== missing));
  await using github = await fakeGitHub({ state: { token: { ...TOKEN, permissions } } });
  github.state.repository.private = true;
  github.state.commits.set(SHA, []);
  const payload = join(temporary, "event.json");
  const head = { sha: SHA, ref: "change", repo: { id: 42 } };
  const pull_request = { number: 7, head, base: { ref: "main", repo: { id: 42 } } };
  await writeFile(payload, JSON.stringify({ pull_request, repository: { id: 42, default_branch: "main" } }));
  const env = {
    GITHUB_WORKSPACE: temporary,
    GITHUB_EVENT_PATH: payload,
    GITHUB_EVENT_NAME: "pull_request",
    GITHUB_API_URL: github.apiUrl,
    GITHUB_SERVER_URL: "https://github.test",
    GITHUB_REPOSITORY: "octo/shop",
    GITHUB_REPOSITORY_ID: "42",
    GITHUB_WORKFLOW_REF: "octo/shop/.github/workflows/gate.yml@refs/pull/7/merge",
    GITHUB_RUN_ID: "300",
    GITHUB_RUN_ATTEMPT: "1",
    RUNNER_TEMP: temporary,
    INPUT_TOKEN: TOKEN.value,
    TOKEN_IS_OWN: "true",
  };
  await using under = await testSystem();
  const { log } = under.system;
  const job = await openJob({ cwd: temporary, env, stdout: process.stdout, stderr: process.stderr });
  const { repository } = job.context;
  const parts: Readonly<Record<string, () => Promise<unknown>>> = {
    baseline: () => baselineOf(job, log).read(),
    comment: () => ANNOUNCEMENTS[0]!.write(job, log),
    check: () => ANNOUNCEMENTS[1]!.write(job, log),
    override: () => readLabelledPull(clientOf(job, log), repository, 7),
    merge: () => readParents(clientOf(job, log), repository, SHA),
  };
  const said: Record<string, string> = {};
  const rightIn = (text = "") => /`permissions: .*?`/u.exec(text)?.[0];
  for (const [name, part] of Object.entries(parts))
    said[name] = await part().then(
      // A notice of the report, too.
      (found) => rightIn(JSON.stringify(found)) ?? "done",
      (error: Error) => rightIn(error.message) ?? error.message,
    );
  return said;
}

const done = { baseline: "done", comment: "done", check: "done", override: "done", merge: "done" };

test.each<[Scope, Readonly<Record<string, string>>]>([
  ["actions", { baseline: "`permissions: { actions: read }`" }],
  ["checks", { check: "`permissions: { checks: write }`" }],
  ["contents", { merge: "`permissions: { contents: read }`" }],
  [
    "pull-requests",
    { comment: "`permissions: { pull-requests: write }`", override: "`permissions: { pull-requests: read }`" },
  ],
])(
  "without the right to %s what needs it names it, and nothing else fails",
  { tags: ["T23"] },
  async (missing, lost) => {
    expect(await partsWithout(missing)).toEqual({ ...done, ...lost });
  },
);
