import { gzipSync } from "node:zlib";
import { Response } from "undici";
import { describe, expect, test } from "vitest";
import { ConfigError, GitHubError } from "../../src/errors.ts";
import { bounded } from "../../src/github/guard.ts";
import { listComments } from "../../src/github/issue-comments.ts";
import { readRun } from "../../src/github/runs.ts";
import type { proxiedFetch } from "../../src/system/fetch.ts";
import { freePorts } from "../../src/system/ports.ts";
import type { Fault } from "../helpers/github/faults.ts";
import { fakeGitHub } from "../helpers/github/index.ts";
import { addComment, TOKEN } from "../helpers/github/state.ts";
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

test.concurrent.each<[name: string, fault: Fault]>([
  ["429 with retry-after", answer(429, { "retry-after": "0" })],
  ["403 with retry-after", answer(403, { "retry-after": "0" })],
  ["a secondary limit", answer(403, { "retry-after": "0" }, "You have exceeded a secondary rate limit")],
  ["an exhausted limit", answer(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": past })],
  ["an exhausted limit, said by 429", answer(429, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": past })],
])("asks again after %s, though not at once", { tags: ["R1"] }, async (_, fault) => {
  await using github = await fakeGitHub();
  github.fail({ on: RUN, times: 2, fault });
  const client = testClient(github);
  expect(await readRun(client, REPOSITORY, 100)).toMatchObject({ event: "push" });
  expect(github.requests).toHaveLength(3);
  expect(client.lines).toEqual(["GitHub asks to wait 1 s.", "GitHub asks to wait 1 s."]);
});

test.concurrent("a limit whose waits come to nothing is not asked for ever", { tags: ["R1"] }, async () => {
  await using github = await fakeGitHub();
  github.fail({ on: RUN, fault: answer(429, { "retry-after": "0" }) });
  const reading = readRun(testClient(github, { waitLimit: 2000 }), REPOSITORY, 100);
  await expect(reading).rejects.toMatchObject({ kind: "rate-limit", status: 429 });
  expect(github.requests).toHaveLength(3);
});

test.concurrent("waits as long as it is asked to, and says so", { tags: ["R1"] }, async () => {
  await using github = await fakeGitHub();
  github.fail({ on: RUN, times: 1, fault: answer(429, { "retry-after": "1" }) });
  const client = testClient(github);
  await readRun(client, REPOSITORY, 100);
  expect(client.lines).toEqual(["GitHub asks to wait 1 s."]);
  expect(github.requests[1]!.at - github.requests[0]!.at).toBeGreaterThanOrEqual(990);
});

test.concurrent.each<[name: string, fault: Fault, pacing: "github.com" | "none"]>([
  ["429 with retry-after", answer(429, { "retry-after": "121" }), "none"],
  ["429 without it, twice a minute", answer(429), "none"],
  ["an exhausted limit", answer(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inAnHour() }), "none"],
  [
    "the same, with writes spaced",
    answer(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inAnHour() }),
    "github.com",
  ],
  ["a secondary limit, with writes spaced", answer(403, {}, "a secondary rate limit"), "github.com"],
  ["thirty years", answer(429, { "retry-after": "1000000000" }), "none"],
  [
    "a reset in thirty years",
    answer(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "9".repeat(11) }),
    "none",
  ],
])(
  "gives up at once where the wait would be too long: %s",
  { tags: ["R1"], timeout: 25_000 },
  async (_, fault, pacing) => {
    await using github = await fakeGitHub();
    github.fail({ on: RUN, fault });
    const waitLimit = fault.kind === "answer" && fault.headers?.["retry-after"] ? 120_000 : 59_000;
    const reading = readRun(testClient(github, { waitLimit, pacing }), REPOSITORY, 100);
    await expect(reading).rejects.toMatchObject({ name: "GitHubError", kind: "rate-limit" });
    expect(github.requests).toHaveLength(1);
  },
);

test.concurrent("all calls of a client share its patience", { tags: ["R1"] }, async () => {
  await using github = await fakeGitHub();
  github.fail({ on: RUN, fault: answer(429, { "retry-after": "1" }) });
  const client = testClient(github, { waitLimit: 1000 });
  for (const requests of [2, 3]) {
    await expect(readRun(client, REPOSITORY, 100)).rejects.toMatchObject({ kind: "rate-limit", status: 429 });
    expect(github.requests).toHaveLength(requests);
  }
});

test.concurrent.each<[name: string, fault: Fault]>([
  ["a fault of the server", answer(502)],
  ["a reset", { kind: "reset" }],
  ["a cut answer", { kind: "cut" }],
  ["garbage", { kind: "garbage", text: "<html>" }],
  ["nothing at all", { kind: "garbage", text: "" }],
  ["a page of a proxy", { kind: "raw", headers: { "content-type": "text/html" }, parts: ["<html>Sign in</html>"] }],
  ["what is packed by no rule", { kind: "raw", headers: { "content-encoding": "gzip" }, parts: ["no gzip"] }],
  ["an answer that never ends", { kind: "raw", headers: {}, parts: ['{"id":'], open: true }],
  ["half a JSON", { kind: "garbage", text: '{"id": 100, "event": "push"' }],
  ["silence", { kind: "delay", ms: 2500 }],
])("reads again after %s", { tags: ["R3"] }, async (_, fault) => {
  await using github = await fakeGitHub();
  github.fail({ on: RUN, times: 1, fault });
  expect(await readRun(testClient(github, { timeLimit: 2000 }), REPOSITORY, 100)).toMatchObject({ attempt: 1 });
  expect(github.requests).toHaveLength(2);
});

test.concurrent.each<[name: string, fault: Fault, status: number, message: string]>([
  ["not allowed", answer(403, {}, "Resource not accessible by integration"), 403, "permissions: { actions: read }"],
  ["not there", answer(404, {}, "Not Found"), 404, "not there"],
  ["a list for an object", { kind: "garbage", text: "[]" }, 200, "the answer is not as described"],
  ["a field missing", { kind: "field", path: ["repository", "id"] }, 200, "`repository.id` of the answer"],
  ["a field of another type", { kind: "field", path: ["event"], value: 3 }, 200, "`event` of the answer"],
  ["a number that is none", { kind: "field", path: ["run_attempt"], value: 1.5 }, 200, "`run_attempt` of the answer"],
])("fails at once, by name: %s", { tags: ["R3"] }, async (_, fault, status, message) => {
  await using github = await fakeGitHub();
  github.fail({ on: RUN, fault });
  const reading = readRun(testClient(github), REPOSITORY, 100);
  await expect(reading).rejects.toThrow(GitHubError);
  await expect(reading).rejects.toMatchObject({ status, message: expect.stringContaining(message) });
  expect(github.requests).toHaveLength(1);
});

test.concurrent("an answer that is larger than any may be is not held, and read again", { tags: ["R3"] }, async () => {
  await using github = await fakeGitHub();
  addComment(github.state, "one");
  // 65 MiB out of a few kilobytes.
  const packed = gzipSync(`${" ".repeat(65 * 1024 * 1024)}[]`);
  const fault = { kind: "raw", headers: { "content-encoding": "gzip" }, parts: [packed] } as const;
  github.fail({ on: "issues/list-comments", times: 1, fault });
  expect(await listComments(testClient(github), { repository: REPOSITORY, number: 7 })).toHaveLength(1);
  expect(github.requests).toHaveLength(2);
});

test.concurrent("answers of up to the limit are read, and not those of a byte more", { tags: ["R3"] }, async () => {
  const text = JSON.stringify("x".repeat(98));
  const serving: typeof proxiedFetch = async () => new Response(text);
  for (const most of [101, 100]) expect(await (await bounded(serving, most)("http://a.test")).text()).toBe(text);
  await expect(bounded(serving, 99)("http://a.test").then((one) => one.text())).rejects.toThrow("larger than 99 bytes");
});

describe("a service that hangs", { tags: ["R3"] }, () => {
  test("costs a job no more than a known time, all calls and their repetitions together", async () => {
    await using github = await fakeGitHub();
    github.fail({ on: RUN, fault: { kind: "delay", ms: 10_000 } });
    const client = testClient(github, { timeLimit: 400, allowance: { time: 2000 } });
    const begun = performance.now();
    const reading = readRun(client, REPOSITORY, 100);
    await expect(reading).rejects.toThrow("GitHub: given up; asking and waiting has taken the 2 s");
    expect(performance.now() - begun).toBeLessThan(9000);
    const asked = github.requests.length;
    await expect(readRun(client, REPOSITORY, 100)).rejects.toMatchObject({ kind: "unreachable", status: null });
    expect([client.meter.left(), github.requests.length]).toEqual([0, asked]);
  });

  test("a wait that would last longer than that is not begun", async () => {
    await using github = await fakeGitHub();
    github.fail({ on: RUN, fault: answer(429, { "retry-after": "3" }) });
    const client = testClient(github, { allowance: { time: 2000 } });
    await expect(readRun(client, REPOSITORY, 100)).rejects.toMatchObject({ kind: "rate-limit" });
    expect(github.requests).toHaveLength(1);
  });
});

test.concurrent.each([
  [2, 2],
  [3, 3],
  [4, 3],
])("of %i calls where 3 are allowed, %i are made, attempts counted", { tags: ["L7"] }, async (wanted, made) => {
  await using github = await fakeGitHub();
  const client = testClient(github, { allowance: { calls: 3 } });
  github.fail({ on: RUN, times: 1, fault: answer(502) });
  const ended = [];
  for (let call = 1; call < wanted; call++)
    ended.push(
      await readRun(client, REPOSITORY, 100).then(
        () => "read",
        (error: Error) => error.message,
      ),
    );
  expect(github.requests).toHaveLength(made);
  const refused = "GitHub: given up; this job has made the 3 calls that it may make.";
  expect(ended).toEqual([...Array(made - 1).fill("read"), ...Array(wanted - made).fill(refused)]);
});

test.concurrent("without being told, a client makes 300 calls at most", { tags: ["L7"] }, async () => {
  await using github = await fakeGitHub();
  const client = testClient(github);
  for (let call = 0; call < 300; call++) await readRun(client, REPOSITORY, 100);
  await expect(readRun(client, REPOSITORY, 100)).rejects.toThrow("has made the 300 calls");
  expect(github.requests).toHaveLength(300);
});

test.concurrent("says that nobody is there, after having tried for a while", async () => {
  // A port of a server that has closed may be given to the next one meanwhile.
  const [port] = await freePorts(1);
  await expect(readRun(testClient({ apiUrl: `http://127.0.0.1:${port}` }), REPOSITORY, 100)).rejects.toMatchObject({
    kind: "unreachable",
    status: null,
    message: expect.stringMatching(/^GitHub: could not read workflow run 100 \(the connection was refused\)\.$/),
  });
});

test.concurrent("the token goes to the API only, neither by a page's link nor by a redirect", {
  tags: ["R3", "T13"],
}, async () => {
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

test.concurrent("speaks to a server of one's own, under its prefix", { tags: ["R23"] }, async () => {
  await using github = await fakeGitHub({ prefix: "/api/v3" });
  expect(await readRun(testClient({ apiUrl: `${github.apiUrl}/` }), REPOSITORY, 100)).toMatchObject({
    repositoryId: 42,
  });
  expect(github.requests[0]).toMatchObject({
    path: "/api/v3/repos/octo/shop/actions/runs/100",
    authorization: `token ${TOKEN.value}`,
  });
});

test.concurrent("the token is in no error", async () => {
  await using github = await fakeGitHub();
  const error = await readRun(testClient(github, { token: "s3cr3t" }), REPOSITORY, 100).catch(
    (cause: unknown) => cause,
  );
  expect(error).toMatchObject({ kind: "permission", status: 401 });
  const all = [error, (error as Error).cause].map((one) => JSON.stringify(one) + String((one as Error).stack)).join();
  expect(all).not.toContain("s3cr3t");
});

test.concurrent.each(["", "a b", "abc\n", "abc\u00e4"])("a token of %j is refused without being quoted", (token) => {
  const create = () => testClient({ apiUrl: "http://127.0.0.1:1" }, { token });
  expect(create).toThrow(ConfigError);
  expect(create).not.toThrow(/abc/);
});
