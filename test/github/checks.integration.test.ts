import { describe, expect, test } from "vitest";
import type { Annotation } from "../../src/github/check-runs.ts";
import { type GateCheck, type WrittenCheck, writeCheck } from "../../src/github/checks.ts";
import type { Author } from "../../src/github/issue-comments.ts";
import type { Fault } from "../helpers/github/faults.ts";
import { type FakeGitHub, fakeGitHub } from "../helpers/github/index.ts";
import { addCheck, type FakeUser, SHA, TOKEN } from "../helpers/github/state.ts";
import { REPOSITORY, testClient } from "./clients.ts";

const RUN = { id: 500, attempt: 1 };
const AGAIN = { id: 500, attempt: 2 };
const CREATE = "checks/create";
const UPDATE = "checks/update";
const OTHER_BOT: FakeUser = { login: "echo[bot]", type: "Bot" };

const running = {
  repository: REPOSITORY,
  commit: SHA,
  name: "Weighbridge (api)",
  gate: "api",
  run: RUN,
  detailsUrl: "https://github.invalid/octo/shop/actions/runs/500",
  state: { status: "in_progress" },
  title: "Weighing",
  summary: "### Weighing",
  annotations: [],
} as const satisfies GateCheck;

const failed = {
  ...running,
  state: { status: "completed", conclusion: "failure" },
  title: "Blocked: slower",
  summary: "### Blocked",
} as const satisfies GateCheck;

const notes = (count: number): readonly Annotation[] =>
  Array.from({ length: count }, (_, index) => ({
    path: "src/cart.ts",
    line: index + 1,
    level: "failure",
    title: "Weighbridge: Blocked",
    message: `${index}`,
  }));

const write = (github: FakeGitHub, check: GateCheck, author: Author = "workflow"): Promise<WrittenCheck> =>
  writeCheck(testClient(github), check, author);
const calls = ({ requests }: FakeGitHub, operation: string) =>
  requests.filter((one) => one.operation === operation).length;
const writes = ({ requests }: FakeGitHub) => requests.filter(({ method }) => method !== "GET").length;
const shown = ({ state }: FakeGitHub) =>
  state.checks.map(({ fields, annotations }) => [
    fields.external_id,
    fields.conclusion ?? fields.status,
    annotations.length,
  ]);
const idOf = ({ id, attempt }: typeof RUN | typeof AGAIN, gate = "api") =>
  `weighbridge gate=${gate} run=${id}.${attempt}`;

test("is opened, completed and delivered again without a second one", { tags: ["R2"] }, async () => {
  await using github = await fakeGitHub();
  const url = "https://github.invalid/octo/shop/runs/1001";
  expect(await write(github, running)).toEqual({ kind: "created", url });
  expect(github.state.checks).toMatchObject([
    {
      headSha: SHA,
      name: "Weighbridge (api)",
      fields: { status: "in_progress", details_url: running.detailsUrl, output: { title: "Weighing" } },
    },
  ]);
  const check = { ...failed, annotations: notes(2) };
  for (const _ of ["first", "again"]) expect(await write(github, check)).toEqual({ kind: "updated", url });
  expect(github.state.checks).toMatchObject([
    { fields: { status: "completed", output: { title: "Blocked: slower", summary: "### Blocked" } } },
  ]);
  expect(shown(github)).toEqual([[idOf(RUN), "failure", 2]]);
});

test("is completed at once where nobody opened it", async () => {
  await using github = await fakeGitHub();
  expect(await write(github, { ...failed, annotations: notes(1) })).toMatchObject({ kind: "created" });
  expect(shown(github)).toEqual([[idOf(RUN), "failure", 1]]);
});

test.each([
  [0, 0],
  [50, 1],
  [51, 2],
  [130, 3],
  [200, 4],
])("%i annotations come in %i requests, each once and in order", { tags: ["L3"] }, async (count, requests) => {
  await using github = await fakeGitHub();
  await write(github, { ...failed, annotations: notes(count) });
  expect(github.state.checks[0]!.annotations.map(({ message }) => Number(message))).toEqual([...Array(count).keys()]);
  expect(calls(github, UPDATE)).toBe(requests);
});

test("an annotation tells path, lines, level, title and message; a file as a whole is its first line", async () => {
  await using github = await fakeGitHub();
  const [note] = notes(1);
  await write(github, { ...failed, annotations: [note!, { ...note!, line: null, level: "notice" }] });
  const sent = { path: "src/cart.ts", start_line: 1, end_line: 1, title: "Weighbridge: Blocked", message: "0" };
  expect(github.state.checks[0]!.annotations).toEqual([
    { ...sent, annotation_level: "failure" },
    { ...sent, annotation_level: "notice" },
  ]);
});

test("a re-run has a check of its own beside what was completed, and takes over what was left open", async () => {
  await using github = await fakeGitHub();
  await write(github, { ...failed, annotations: notes(2) });
  expect(await write(github, { ...running, run: AGAIN })).toMatchObject({ kind: "created" });
  expect(await write(github, { ...failed, run: AGAIN, annotations: notes(3) })).toMatchObject({ kind: "updated" });
  expect(shown(github)).toEqual([
    [idOf(RUN), "failure", 2],
    [idOf(AGAIN), "failure", 3],
  ]);

  await using other = await fakeGitHub();
  await write(other, running);
  expect(await write(other, { ...running, run: AGAIN })).toMatchObject({ kind: "updated" });
  expect(await write(other, { ...failed, run: AGAIN })).toMatchObject({ kind: "updated" });
  expect(shown(other)).toEqual([[idOf(AGAIN), "failure", 0]]);
});

test("an earlier attempt that ends later changes nothing, nor does one that says it begins", async () => {
  await using github = await fakeGitHub();
  const passed = { ...failed, run: AGAIN, state: { status: "completed", conclusion: "success" } } as const;
  await write(github, passed);
  for (const late of [running, failed]) expect(await write(github, late)).toMatchObject({ kind: "superseded" });
  // Nor is it opened again by its own attempt.
  expect(await write(github, { ...running, run: AGAIN })).toMatchObject({ kind: "superseded" });
  expect([shown(github), writes(github)]).toEqual([[[idOf(AGAIN), "success", 0]], 1]);
});

test.each([2, 5])("%i jobs that open it at once leave none open", { tags: ["R9"] }, async (jobs) => {
  await using github = await fakeGitHub();
  github.fail({ on: "checks/list-for-ref", times: jobs, at: "after", fault: { kind: "gather", count: jobs } });
  await Promise.all(Array.from({ length: jobs }, () => write(github, running)));
  await write(github, { ...failed, annotations: notes(1) });
  expect(shown(github).map(([, state]) => state)).toEqual(Array(jobs).fill("failure"));
  expect(shown(github).reduce((sum, [, , count]) => sum + Number(count), 0)).toBe(1);
});

test("another commit, gate, run or App has its own, and so has whoever only repeats our id", {
  tags: ["R12", "T11"],
}, async () => {
  await using github = await fakeGitHub();
  const fields = { status: "in_progress", external_id: idOf(RUN) };
  const { name } = running;
  addCheck(github.state, { name, fields, app: "echo" });
  addCheck(github.state, { name, fields, headSha: "d".repeat(40) });
  addCheck(github.state, { name, fields: { ...fields, external_id: idOf(RUN, "api-2") } });
  addCheck(github.state, { name, fields: { ...fields, external_id: idOf({ ...RUN, id: 5001 } as never) } });
  addCheck(github.state, { name, fields: { ...fields, external_id: `${idOf(RUN)}x` } });
  addCheck(github.state, { name: "Weighbridge", fields });
  addCheck(github.state, { name, fields: { status: "in_progress" } });
  const before = structuredClone(github.state.checks);
  expect(await write(github, failed)).toMatchObject({ kind: "created" });
  expect(github.state.checks.slice(0, -1)).toEqual(before);
});

test("the token of another App writes its own", async () => {
  await using github = await fakeGitHub({ state: { token: { ...TOKEN, user: OTHER_BOT } } });
  addCheck(github.state, { name: running.name, fields: { status: "in_progress", external_id: idOf(RUN) } });
  expect(await write(github, running, "ask")).toMatchObject({ kind: "created" });
  expect(await write(github, failed, "ask")).toMatchObject({ kind: "updated" });
  expect(github.state.checks.map(({ app, fields }) => [app, fields.status])).toEqual([
    ["github-actions", "in_progress"],
    ["echo", "completed"],
  ]);
});

test("asks a server of one's own under its prefix", { tags: ["R23"] }, async () => {
  await using github = await fakeGitHub({ prefix: "/api/v3" });
  await write(github, running);
  expect(await write(github, { ...failed, annotations: notes(1) })).toMatchObject({ kind: "updated" });
});

test("finds ours on the last page", { tags: ["R10"] }, async () => {
  await using github = await fakeGitHub();
  await write(github, running);
  for (let i = 0; i < 150; i++) addCheck(github.state, { name: running.name });
  expect(await write(github, failed)).toMatchObject({ kind: "updated" });
  expect(github.state.checks).toHaveLength(151);
});

describe.each<[name: string, fault: Fault, at: "before" | "after"]>([
  ["a fault after it was stored", { kind: "answer", status: 502 }, "after"],
  ["a reset after it was stored", { kind: "reset" }, "after"],
  ["a cut answer", { kind: "cut" }, "after"],
  ["an answer without what we need", { kind: "field", path: ["output"] }, "after"],
  ["a fault before it was stored", { kind: "answer", status: 502 }, "before"],
  ["a reset before it was stored", { kind: "reset" }, "before"],
])("%s", (_, fault, at) => {
  test("leaves one check", { tags: ["R2"] }, async () => {
    await using github = await fakeGitHub();
    github.fail({ on: CREATE, times: 1, at, fault });
    await write(github, failed);
    expect(shown(github)).toEqual([[idOf(RUN), "failure", 0]]);
    expect(calls(github, CREATE)).toBe(at === "after" ? 1 : 2);
  });

  test("leaves each annotation once", { tags: ["R2", "L3"] }, async () => {
    await using github = await fakeGitHub();
    github.fail({ on: UPDATE, times: 1, at, fault });
    await write(github, { ...failed, annotations: notes(60) });
    expect(github.state.checks[0]!.annotations.map(({ message }) => Number(message))).toEqual([...Array(60).keys()]);
    expect(calls(github, UPDATE)).toBe(at === "after" ? 2 : 3);
  });
});

test("gives up on annotations after three requests without an answer", { tags: ["R2"] }, async () => {
  await using github = await fakeGitHub();
  github.fail({ on: UPDATE, fault: { kind: "answer", status: 502 } });
  await expect(write(github, { ...failed, annotations: notes(1) })).rejects.toMatchObject({ status: 502 });
  expect(calls(github, UPDATE)).toBe(3);
});

test("an annotation that GitHub refuses leaves a completed check", async () => {
  await using github = await fakeGitHub();
  github.fail({ on: UPDATE, fault: { kind: "answer", status: 422, message: "Invalid request" } });
  await expect(write(github, { ...failed, annotations: notes(1) })).rejects.toThrow(
    "GitHub: could not annotate check 1001 of c0ffee0000 (422: Invalid request)",
  );
  expect(shown(github)).toEqual([[idOf(RUN), "failure", 0]]);
});

test.each([
  ["in a public repository", false, "could not write the check of c0ffee0000"],
  ["in a private one", true, "could not list the checks of c0ffee0000"],
])("a right that is missing %s is named", { tags: ["T4"] }, async (_, isPrivate, what) => {
  await using github = await fakeGitHub({ state: { token: { ...TOKEN, permissions: { "pull-requests": "write" } } } });
  github.state.repository.private = isPrivate;
  await expect(write(github, failed)).rejects.toMatchObject({
    name: "GitHubError",
    kind: "permission",
    message: expect.stringMatching(`${what} .*the job needs \`permissions: { checks: write }\``),
  });
  expect(github.state.checks).toEqual([]);
});

test("what only an App may do is said as GitHub says it", async () => {
  await using github = await fakeGitHub({
    state: { token: { ...TOKEN, kind: "user", user: { login: "ann", type: "User" } } },
  });
  await expect(write(github, failed, "ask")).rejects.toThrow("403: You must authenticate via a GitHub App");
});

describe.each([-1, 0, 1])("at a limit of GitHub's and %i", (more) => {
  const kept = (limit: number) => Math.min(limit, limit + more);

  test("title and summary of a check are cut where they are longer", { tags: ["L2"] }, async () => {
    await using github = await fakeGitHub();
    await write(github, { ...failed, title: "é".repeat(255 + more), summary: "é".repeat(65_535 + more) });
    const { title, summary } = github.state.checks[0]!.fields.output as Readonly<Record<string, string>>;
    expect([title!.length, summary!.length]).toEqual([kept(255), kept(65_535)]);
  });

  test("title and message of an annotation are cut where they are longer", { tags: ["L4"] }, async () => {
    await using github = await fakeGitHub();
    const [note] = notes(1);
    const message = `x${"é".repeat(32_767)}${"x".repeat(1 + more)}`;
    await write(github, { ...failed, annotations: [{ ...note!, title: "é".repeat(255 + more), message }] });
    const [sent] = github.state.checks[0]!.annotations as readonly Readonly<Record<string, string>>[];
    expect([sent!.title!.length, Buffer.byteLength(sent!.message!)]).toEqual([kept(255), kept(65_536)]);
  });

  test("annotations go in requests of 50", { tags: ["L3"] }, async () => {
    await using github = await fakeGitHub();
    await write(github, { ...failed, annotations: notes(50 + more) });
    expect(github.state.checks[0]!.annotations).toHaveLength(50 + more);
    expect(calls(github, UPDATE)).toBe(more > 0 ? 2 : 1);
  });
});

test("on github.com writes are spaced as it asks: a second between checks", { tags: ["L8"] }, async () => {
  await using github = await fakeGitHub();
  const client = testClient(github, { pacing: "github.com" });
  for (const gate of ["api", "web"]) await writeCheck(client, { ...failed, gate }, "workflow");
  const [first, second] = github.requests.filter(({ method }) => method === "POST");
  expect(second!.at - first!.at).toBeGreaterThan(900);
});
