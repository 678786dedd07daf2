/** What the real client makes of any answer: a value of the described shape, or a GitHubError in one sentence. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isCandidate, isEarlierCandidate, isEarlierTrusted, isTrusted } from "../../src/baseline/trust.ts";
import { GitHubError } from "../../src/errors.ts";
import { listAllRunArtifacts, listArtifacts } from "../../src/github/artifacts.ts";
import type { Client } from "../../src/github/client.ts";
import { listOpenPulls } from "../../src/github/pulls.ts";
import { readRun } from "../../src/github/runs.ts";
import { type FakeGitHub, fakeGitHub } from "../helpers/github/index.ts";
import { addArtifact } from "../helpers/github/state.ts";
import { mutatedJson } from "../helpers/mutate.ts";
import { createZip } from "../helpers/zip.ts";
import { REPOSITORY, testClient } from "./clients.ts";

const NAME = "weighbridge-baseline-default";
const trust = { repositoryId: 42, branches: ["main"], workflow: ".github/workflows/gate.yml", runId: 1 };

const calls: Readonly<Record<string, (client: Client) => Promise<unknown>>> = {
  "actions/list-artifacts-for-repo": async (client) => {
    for (const artifact of await listArtifacts(client, REPOSITORY, NAME)) {
      expect(artifact).toMatchObject({ name: NAME, id: expect.any(Number), expired: expect.any(Boolean) });
      isCandidate(artifact, trust);
      isEarlierCandidate(artifact, trust);
    }
  },
  "actions/list-workflow-run-artifacts": (client) => listAllRunArtifacts(client, REPOSITORY, 100),
  "actions/get-workflow-run": async (client) => {
    const run = await readRun(client, REPOSITORY, 100);
    isTrusted(run, trust);
    isEarlierTrusted(run, trust);
    for (const number of [run.id, run.attempt, run.repositoryId]) expect(number).toSatisfy(Number.isSafeInteger);
  },
  "pulls/list": async (client) => {
    for (const pull of await listOpenPulls(client, REPOSITORY, { owner: "octo", branch: "change" }))
      expect(pull.number).toSatisfy((number) => Number.isSafeInteger(number) && number > 0);
  },
};

/** The answer as it should be. */
async function honest(github: FakeGitHub, operation: string): Promise<unknown> {
  const paths: Readonly<Record<string, string>> = {
    "actions/list-artifacts-for-repo": `actions/artifacts?name=${NAME}`,
    "actions/list-workflow-run-artifacts": "actions/runs/100/artifacts",
    "actions/get-workflow-run": "actions/runs/100",
    "pulls/list": "pulls?head=octo:change&state=open",
  };
  const answer = await fetch(`${github.apiUrl}/repos/octo/shop/${paths[operation]}`, {
    headers: { authorization: `token ${github.state.token.value}` },
  });
  return answer.json();
}

describe("any answer is a value or a GitHubError", { tags: ["R3", "T24"] }, () => {
  test.each(Object.keys(calls))("of %s", async (operation) => {
    await using github = await fakeGitHub();
    for (let i = 0; i < 2; i++) addArtifact(github.state, { name: NAME, zip: createZip([]) });
    const example = await honest(github, operation);
    // JSON only: what is none is asked for again, which is shown elsewhere and takes its time.
    const answers = mutatedJson(example).filter(isJson);
    await fc.assert(
      fc.asyncProperty(answers, async (text) => {
        github.fail({ on: operation, at: "after", times: 1, fault: { kind: "garbage", text } });
        const error = await calls[operation]!(testClient(github)).catch((thrown: unknown) => thrown);
        if (error === undefined || Array.isArray(error)) return;
        expect(error).toBeInstanceOf(GitHubError);
        expect((error as Error).message).toMatch(/^GitHub: [^\n]{1,600}\.$/);
      }),
      { numRuns: 80 },
    );
    // A list may have been followed to a page that the fake has not.
    github.violations.length = 0;
  });
});

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) !== "string";
  } catch {
    return false;
  }
}
