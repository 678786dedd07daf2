/** The fake GitHub itself: what it answers is as GitHub describes it, and what is asked wrongly is caught. */
import { expect, test } from "vitest";
import { type FakeGitHub, fakeGitHub } from "../helpers/github/index.ts";
import { addArtifact, addComment, SHA, TOKEN } from "../helpers/github/state.ts";
import { createZip } from "../helpers/zip.ts";

const R = "/repos/octo/shop";
const ANNOTATION = { path: "a", start_line: 1, end_line: 1, annotation_level: "notice", message: "m" };

async function ask(github: FakeGitHub, call: string, body?: unknown, token: string | null = TOKEN.value) {
  const [method, path] = call.split(" ") as [string, string];
  const response = await fetch(github.apiUrl + path, {
    method,
    redirect: "manual",
    headers: token === null ? {} : { authorization: `token ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
}

test("answers every call as described", async () => {
  await using github = await fakeGitHub({ state: { token: { ...TOKEN, kind: "user" } } });
  expect((await ask(github, "GET /user")).status).toBe(200);
  github.state.token = TOKEN;
  addComment(github.state, "first").minimized = true;
  addArtifact(github.state, { name: "a", zip: createZip([]) });
  const check = { name: "gate", head_sha: SHA, conclusion: "failure", output: { title: "t", summary: "s" } };
  const calls: readonly (readonly [call: string, status: number, body?: unknown])[] = [
    [`GET ${R}`, 200],
    [`GET ${R}/pulls?state=open&head=octo:change&per_page=1`, 200],
    [`GET ${R}/pulls/7`, 200],
    [`GET ${R}/issues/7`, 200],
    [`POST ${R}/issues/7/comments`, 201, { body: "second" }],
    [`GET ${R}/issues/7/comments?per_page=1&page=2`, 200],
    [`GET ${R}/issues/comments/1001`, 200],
    [`PATCH ${R}/issues/comments/1001`, 200, { body: "changed" }],
    [`DELETE ${R}/issues/comments/1001`, 204],
    [`GET ${R}/actions/artifacts?name=a`, 200],
    [`GET ${R}/actions/artifacts/1002`, 200],
    [`GET ${R}/actions/artifacts/1002/zip`, 302],
    [`GET ${R}/actions/runs/100`, 200],
    [`GET ${R}/actions/runs/100/artifacts`, 200],
    [`POST ${R}/check-runs`, 201, check],
    [`PATCH ${R}/check-runs/1004`, 200, { conclusion: "success" }],
    [`GET ${R}/check-runs/1004`, 200],
    [`GET ${R}/commits/${SHA}/check-runs?check_name=gate`, 200],
  ];
  for (const [call, status, body] of calls)
    expect({ call, status: (await ask(github, call, body)).status }).toEqual({ call, status });
  expect(github.violations).toEqual([]);
  expect(github.state.comments.map(({ body }) => body)).toEqual(["second"]);
  expect(github.state.checks[0]).toMatchObject({ name: "gate", fields: { conclusion: "success" } });
});

test.each<[call: string, body: unknown, fault: string]>([
  [`POST ${R}/issues/7/comments`, { body: 42 }, "issues/create-comment body: /body must be string"],
  [`POST ${R}/issues/7/comments`, { text: "hi" }, "issues/create-comment body: / must have required property 'body'"],
  [`POST ${R}/issues/7/comments`, { body: "hi", to: "me" }, "must NOT have additional properties (to)"],
  [`POST ${R}/issues/7/comments`, undefined, "issues/create-comment body"],
  [`POST ${R}/issues/seven/comments`, { body: "hi" }, "issues/create-comment path issue_number: / must be integer"],
  [`GET ${R}/issues/7/comments?perpage=100`, undefined, "issues/list-comments query perpage: is not known"],
  [`GET ${R}/issues/7/comments?per_page=all`, undefined, "issues/list-comments query per_page: / must be integer"],
  [`POST ${R}/check-runs`, { name: "gate", head_sha: SHA, conclusion: "red" }, "/conclusion must be equal to one of"],
  [
    `POST ${R}/check-runs`,
    { name: "gate", head_sha: SHA, output: { title: "t", summary: "s", annotations: Array(51).fill(ANNOTATION) } },
    "/output/annotations must NOT have more than 50 items",
  ],
  [`GET ${R}/branches`, undefined, "the fake has no such call"],
])("catches %s: %j", async (call, body, fault) => {
  await using github = await fakeGitHub();
  const { status } = await ask(github, call, body);
  expect(status).toBeOneOf([422, 404]);
  expect(github.violations.splice(0).join("\n")).toContain(fault);
  expect(github.state).toMatchObject({ comments: [], checks: [] });
});

test("a test with a wrong request, or a wrong answer of the fake, does not end well", async () => {
  const github = await fakeGitHub();
  // Not what a SHA's type allows, so that the answer is against the description.
  github.state.runs.splice(0, 1, { ...github.state.runs[0]!, headSha: 3 as unknown as string });
  await ask(github, `GET ${R}/actions/runs/100`);
  await expect(github[Symbol.asyncDispose]()).rejects.toThrow("actions/get-workflow-run 200: /head_sha must be string");
});

test("knows who asks and what the token may do", async () => {
  await using github = await fakeGitHub({ state: { token: { ...TOKEN, permissions: { "pull-requests": "read" } } } });
  expect((await ask(github, `GET ${R}/pulls/7`, undefined, null)).status).toBe(401);
  expect((await ask(github, `GET ${R}/pulls/7`, undefined, "other")).status).toBe(401);
  expect((await ask(github, `GET ${R}/pulls/7`)).status).toBe(200);
  expect((await ask(github, "GET /user")).status).toBe(403);
  expect(await ask(github, `POST ${R}/issues/7/comments`, { body: "hi" })).toMatchObject({
    status: 403,
    body: { message: "Resource not accessible by integration" },
  });
  expect((await ask(github, "GET /repos/octo/other/pulls/7")).status).toBe(404);
});

test("what is public any token may read, but not download", async () => {
  await using github = await fakeGitHub({ state: { token: { ...TOKEN, permissions: {} } } });
  const { id } = addArtifact(github.state, { name: "a", zip: createZip([]) });
  const reads = [R, `${R}/issues/7/comments`, `${R}/pulls/7`, `${R}/actions/artifacts`, `${R}/actions/runs/100`];
  for (const [isPrivate, status] of [
    [false, 200],
    [true, 403],
  ] as const) {
    github.state.repository.private = isPrivate;
    for (const path of reads) expect([path, (await ask(github, `GET ${path}`)).status]).toEqual([path, status]);
    expect((await ask(github, `GET ${R}/actions/artifacts/${id}/zip`)).status).toBe(403);
  }
});

test("adds annotations to those that are there, and lets no other App change a check", async () => {
  await using github = await fakeGitHub();
  const output = { title: "t", summary: "s", annotations: [ANNOTATION] };
  await ask(github, `POST ${R}/check-runs`, { name: "gate", head_sha: SHA, status: "in_progress", output });
  expect((await ask(github, `PATCH ${R}/check-runs/1001`, { output })).body.output.annotations_count).toBe(2);
  github.state.token = { ...TOKEN, user: { login: "echo[bot]", type: "Bot" } };
  expect((await ask(github, `PATCH ${R}/check-runs/1001`, { output })).status).toBe(403);
  expect(github.state.checks[0]!.annotations).toHaveLength(2);
});

test("leads from page to page, under the prefix of a server of one's own", async () => {
  await using github = await fakeGitHub({ prefix: "/api/v3" });
  for (let i = 0; i < 5; i++) addComment(github.state, `${i}`);
  const { headers } = await ask(github, `GET ${R}/issues/7/comments?per_page=2&page=2`);
  const at = (page: number) => `<${github.apiUrl}${R}/issues/7/comments?per_page=2&page=${page}>`;
  expect(headers.get("link")).toBe(
    `${at(1)}; rel="prev", ${at(1)}; rel="first", ${at(3)}; rel="next", ${at(3)}; rel="last"`,
  );
});

test("the storage is another origin and refuses a token", async () => {
  await using github = await fakeGitHub();
  addArtifact(github.state, { name: "a", zip: Buffer.from("zip") });
  const { headers } = await ask(github, `GET ${R}/actions/artifacts/1001/zip`);
  const location = headers.get("location")!;
  expect(new URL(location).origin).not.toBe(new URL(github.apiUrl).origin);
  expect(await (await fetch(location)).text()).toBe("zip");
  expect((await fetch(location, { headers: { authorization: "token x" } })).status).toBe(400);
});
