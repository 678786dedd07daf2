import { expect, test } from "vitest";
import { ConfigError, GitHubError } from "../../src/errors.ts";
import { listComments } from "../../src/github/issue-comments.ts";
import { readRun } from "../../src/github/runs.ts";
import type { Fault } from "../helpers/github/faults.ts";
import { fakeGitHub } from "../helpers/github/index.ts";
import { TOKEN } from "../helpers/github/state.ts";
import { recordingServer } from "../helpers/recording-server.ts";
import { REPOSITORY, testClient } from "./clients.ts";

const RUN = "actions/get-workflow-run";
const answer = (status: number, headers: Readonly<Record<string, string>> = {}, message = "no"): Fault => ({
  kind: "answer",
  status,
  headers,
  message,
});
const past = "1700000000";
const inAnHour = () => `${Math.ceil(Date.now() / 1000) + 3600}`;

test.each<[name: string, fault: Fault]>([
  ["429 with retry-after", answer(429, { "retry-after": "0" })],
  ["403 with retry-after", answer(403, { "retry-after": "0" })],
  ["a secondary limit", answer(403, { "retry-after": "0" }, "You have exceeded a secondary rate limit")],
  ["an exhausted limit", answer(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": past })],
  ["an exhausted limit, said by 429", answer(429, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": past })],
])("asks again after %s, as often as it takes", async (_, fault) => {
  await using github = await fakeGitHub();
  github.fail({ on: RUN, times: 5, fault });
  expect(await readRun(testClient(github), REPOSITORY, 100)).toMatchObject({ event: "push" });
  expect(github.requests).toHaveLength(6);
});

test("waits as long as it is asked to, and says so", async () => {
  await using github = await fakeGitHub();
  github.fail({ on: RUN, times: 1, fault: answer(429, { "retry-after": "1" }) });
  const client = testClient(github);
  await readRun(client, REPOSITORY, 100);
  expect(client.lines).toEqual(["GitHub asks to wait 1 s."]);
  expect(github.requests[1]!.at - github.requests[0]!.at).toBeGreaterThanOrEqual(990);
});

test.each<[name: string, fault: Fault, pacing: "github.com" | "none"]>([
  ["429 with retry-after", answer(429, { "retry-after": "121" }), "none"],
  ["429 without it, twice a minute", answer(429), "none"],
  ["an exhausted limit", answer(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inAnHour() }), "none"],
  [
    "the same, with writes spaced",
    answer(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inAnHour() }),
    "github.com",
  ],
  ["a secondary limit, with writes spaced", answer(403, {}, "a secondary rate limit"), "github.com"],
])("gives up at once where the wait would be too long: %s", async (_, fault, pacing) => {
  await using github = await fakeGitHub();
  github.fail({ on: RUN, fault });
  const waitLimit = fault.kind === "answer" && fault.headers?.["retry-after"] ? 120_000 : 59_000;
  const reading = readRun(testClient(github, { waitLimit, pacing }), REPOSITORY, 100);
  await expect(reading).rejects.toMatchObject({ name: "GitHubError", kind: "rate-limit" });
  expect(github.requests).toHaveLength(1);
});

test("all calls of a client share its patience", async () => {
  await using github = await fakeGitHub();
  github.fail({ on: RUN, fault: answer(429, { "retry-after": "1" }) });
  const client = testClient(github, { waitLimit: 1000 });
  for (const requests of [2, 3]) {
    await expect(readRun(client, REPOSITORY, 100)).rejects.toMatchObject({ kind: "rate-limit", status: 429 });
    expect(github.requests).toHaveLength(requests);
  }
});

test.each<[name: string, fault: Fault]>([
  ["a fault of the server", answer(502)],
  ["a reset", { kind: "reset" }],
  ["a cut answer", { kind: "cut" }],
  ["garbage", { kind: "garbage", text: "<html>" }],
  ["half a JSON", { kind: "garbage", text: '{"id": 100, "event": "push"' }],
  ["silence", { kind: "delay", ms: 2500 }],
])("reads again after %s", async (_, fault) => {
  await using github = await fakeGitHub();
  github.fail({ on: RUN, times: 1, fault });
  expect(await readRun(testClient(github, { timeLimit: 2000 }), REPOSITORY, 100)).toMatchObject({ attempt: 1 });
  expect(github.requests).toHaveLength(2);
});

test.each<[name: string, fault: Fault, status: number, message: string]>([
  ["not allowed", answer(403, {}, "Resource not accessible by integration"), 403, "permissions: { actions: read }"],
  ["not there", answer(404, {}, "Not Found"), 404, "not there"],
  ["a list for an object", { kind: "garbage", text: "[]" }, 200, "the answer is not as described"],
  ["a field missing", { kind: "field", path: ["repository", "id"] }, 200, "`repository.id` of the answer"],
  ["a field of another type", { kind: "field", path: ["event"], value: 3 }, 200, "`event` of the answer"],
  ["a number that is none", { kind: "field", path: ["run_attempt"], value: 1.5 }, 200, "`run_attempt` of the answer"],
])("fails at once, by name: %s", async (_, fault, status, message) => {
  await using github = await fakeGitHub();
  github.fail({ on: RUN, fault });
  const reading = readRun(testClient(github), REPOSITORY, 100);
  await expect(reading).rejects.toThrow(GitHubError);
  await expect(reading).rejects.toMatchObject({ status, message: expect.stringContaining(message) });
  expect(github.requests).toHaveLength(1);
});

test("says that nobody is there, after having tried for a while", { timeout: 40_000 }, async () => {
  const gone = await fakeGitHub();
  await gone[Symbol.asyncDispose]();
  await expect(readRun(testClient(gone), REPOSITORY, 100)).rejects.toMatchObject({
    kind: "unreachable",
    status: null,
    message: expect.stringMatching(/^GitHub: could not read workflow run 100 \(connect ECONNREFUSED .*\)\.$/),
  });
});

test("the token goes to the API only, neither by a page's link nor by a redirect", async () => {
  await using github = await fakeGitHub();
  const seen: (string | undefined)[] = [];
  await using other = await recordingServer(({ headers }, response) => {
    seen.push(headers.authorization);
    response.setHeader("content-type", "application/json").end("{}");
  });
  const place = { repository: REPOSITORY, number: 7 };

  const headers = { link: `<${other.url}/next>; rel="next"` };
  github.fail({ on: "issues/list-comments", fault: { kind: "answer", status: 200, headers, body: [] } });
  await expect(listComments(testClient(github), place)).rejects.toThrow(`refused to send the token to ${other.url}`);
  expect(seen).toEqual([]);

  github.fail({ on: RUN, fault: answer(302, { location: `${other.url}/run` }) });
  await expect(readRun(testClient(github), REPOSITORY, 100)).rejects.toThrow("not as described");
  expect(seen).toEqual([undefined]);
});

test("speaks to a server of one's own, under its prefix", async () => {
  await using github = await fakeGitHub({ prefix: "/api/v3" });
  expect(await readRun(testClient({ apiUrl: `${github.apiUrl}/` }), REPOSITORY, 100)).toMatchObject({
    repositoryId: 42,
  });
  expect(github.requests[0]).toMatchObject({
    path: "/api/v3/repos/octo/shop/actions/runs/100",
    authorization: `token ${TOKEN.value}`,
  });
});

test("the token is in no error", async () => {
  await using github = await fakeGitHub();
  const error = await readRun(testClient(github, { token: "s3cr3t" }), REPOSITORY, 100).catch(
    (cause: unknown) => cause,
  );
  expect(error).toMatchObject({ kind: "permission", status: 401 });
  const all = [error, (error as Error).cause].map((one) => JSON.stringify(one) + String((one as Error).stack)).join();
  expect(all).not.toContain("s3cr3t");
});

test.each(["", "a b", "abc\n", "abc\u00e4"])("a token of %j is refused without being quoted", (token) => {
  const create = () => testClient({ apiUrl: "http://127.0.0.1:1" }, { token });
  expect(create).toThrow(ConfigError);
  expect(create).not.toThrow(/abc/);
});
