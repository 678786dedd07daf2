import { expect, test } from "vitest";
import { ConfigError } from "../../src/errors.ts";
import { removeComment, type StickyComment, type Upserted, upsertComment } from "../../src/github/comments.ts";
import type { Author } from "../../src/github/issue-comments.ts";
import { withMarker } from "../../src/github/marker.ts";
import type { Fault } from "../helpers/github/faults.ts";
import { type FakeGitHub, type FakeOptions, fakeGitHub } from "../helpers/github/index.ts";
import { addComment, BOT, type FakeUser, type State, TOKEN } from "../helpers/github/state.ts";
import { REPOSITORY, testClient } from "./clients.ts";

const RUN = { id: 500, attempt: 1 };
const NEWER = { id: 501, attempt: 1 };
const PERSON: FakeUser = { login: "ann", type: "User" };
const OTHER_BOT: FakeUser = { login: "echo[bot]", type: "Bot" };
const WHO = "users/get-authenticated";
const CREATE = "issues/create-comment";
const UPDATE = "issues/update-comment";

const sticky: StickyComment = {
  repository: REPOSITORY,
  number: 7,
  gate: "api",
  run: RUN,
  body: "# Passed",
  when: "always",
};

const upsert = (
  github: FakeGitHub,
  overrides: Partial<StickyComment> = {},
  author: Author = "workflow",
): Promise<Upserted> => upsertComment(testClient(github), { ...sticky, ...overrides }, author);

const marked = (body: string, run = RUN, gate = "api") => withMarker({ gate, run }, body);
const bodies = ({ state }: FakeGitHub) => state.comments.map(({ body }) => body);
const calls = ({ requests }: FakeGitHub, operation: string) =>
  requests.filter((one) => one.operation === operation).length;
const writes = ({ requests }: FakeGitHub) => requests.filter(({ method }) => method !== "GET").length;

test("creates one, changes it, then leaves it", async () => {
  await using github = await fakeGitHub();
  const created = await upsert(github);
  expect(created).toEqual({ kind: "created", url: "https://github.invalid/octo/shop/pull/7#issuecomment-1001" });
  expect(await upsert(github, { body: "# Failed" })).toEqual({ ...created, kind: "updated" });
  expect(await upsert(github, { body: "# Failed" })).toEqual({ ...created, kind: "unchanged" });
  expect(bodies(github)).toEqual(["<!-- weighbridge gate=api run=500.1 -->\n# Failed"]);
  expect(writes(github)).toBe(2);
});

test("where none may be created, an existing one is still brought up to date", async () => {
  await using github = await fakeGitHub();
  expect(await upsert(github, { when: "only-existing" })).toEqual({ kind: "skipped", url: null });
  expect(github.state.comments).toEqual([]);
  addComment(github.state, marked("old"));
  expect(await upsert(github, { when: "only-existing" })).toMatchObject({ kind: "updated" });
});

test("what a person's editor or GitHub does to line ends is no change", async () => {
  await using github = await fakeGitHub();
  addComment(github.state, `${marked("a\nb").replaceAll("\n", "\r\n")}\r\n`);
  expect(await upsert(github, { body: "a\r\nb" })).toMatchObject({ kind: "unchanged" });
});

test.each([0, 100, 149, 249])("finds ours among 250 comments at place %i", { tags: ["R10"] }, async (place) => {
  await using github = await fakeGitHub();
  for (let i = 0; i < 250; i++)
    addComment(github.state, i === place ? marked("old") : `talk ${i}`, i === place ? BOT : PERSON);
  expect(await upsert(github)).toMatchObject({ kind: "updated" });
  expect(github.state.comments).toHaveLength(250);
  expect(github.state.comments[place]!.body).toBe(marked("# Passed"));
  expect(calls(github, "issues/list-comments")).toBe(3);
});

test("writes one where none of 250 comments is ours", { tags: ["R10"] }, async () => {
  await using github = await fakeGitHub();
  for (let i = 0; i < 250; i++) addComment(github.state, `talk ${i}`, i % 2 ? BOT : PERSON);
  expect(await upsert(github)).toMatchObject({ kind: "created" });
  expect(await upsert(github)).toMatchObject({ kind: "unchanged" });
  expect(bodies(github).filter((body) => !body.startsWith("talk"))).toEqual([marked("# Passed")]);
  expect(writes(github)).toBe(1);
});

test.each<[name: string, body: string, user: FakeUser]>([
  ["a person's with our marker", marked("forged"), PERSON],
  ["another bot's with our marker", marked("repeated"), OTHER_BOT],
  ["another bot's with a newer run's marker", marked("repeated", NEWER), OTHER_BOT],
  ["a bot's with the marker further down", `see:\n${marked("quoted")}`, BOT],
  ["a bot's that quotes it", `> ${marked("quoted")}`, BOT],
  ["a bot's after a blank", ` ${marked("shifted")}`, BOT],
  ["another gate's whose name begins as ours", marked("other", RUN, "api-2"), BOT],
  ["another gate's whose name ours begins with", marked("other", RUN, "ap"), BOT],
  ["another tool's", "<!-- other gate=api run=500.1 -->", BOT],
])("never touches %s", { tags: ["T11", "R12"] }, async (_, body, user) => {
  await using github = await fakeGitHub();
  addComment(github.state, body, user);
  expect(await upsert(github)).toMatchObject({ kind: "created" });
  expect(bodies(github)).toEqual([body, marked("# Passed")]);
  expect(calls(github, WHO)).toBe(0);
});

test("people's comments with the mark at any place are neither changed nor removed", { tags: ["T11"] }, async () => {
  await using github = await fakeGitHub();
  const mark = marked("forged");
  const forged = [
    ...[mark, marked("forged", NEWER), mark.replaceAll("\n", "\r\n"), `${mark}\n${mark}`],
    ...[`\n${mark}`, `> ${mark}`, `\`\`\`\n${mark}\n\`\`\``, `looks fine ${mark}`, `${"x".repeat(65_000)}${mark}`],
  ];
  for (const body of forged) for (const user of [PERSON, OTHER_BOT]) addComment(github.state, body, user);
  addComment(github.state, mark, PERSON).minimized = true;
  const before = structuredClone(github.state.comments);
  expect(await upsert(github)).toMatchObject({ kind: "created" });
  expect(await upsert(github, { body: "# Failed" })).toMatchObject({ kind: "updated" });
  expect(github.state.comments.slice(0, -1)).toEqual(before);
  await removeComment(testClient(github), sticky, "workflow");
  expect(github.state.comments).toEqual(before);
});

test("a person's token counts its own comments only, a bot's do not", { tags: ["T11"] }, async () => {
  await using github = await fakeGitHub({ state: { token: { ...TOKEN, kind: "user", user: PERSON } } });
  const theirs = addComment(github.state, marked("a bot's"), BOT);
  const ours = addComment(github.state, marked("ours"), PERSON);
  expect(await upsert(github, {}, "ask")).toMatchObject({ kind: "updated" });
  expect([theirs.body, ours.body]).toEqual([marked("a bot's"), marked("# Passed")]);
});

test("another App's token, which may not ask who it is, counts every bot's comments, and no person's", {
  tags: ["T11"],
}, async () => {
  await using github = await fakeGitHub({ state: { token: { ...TOKEN, user: OTHER_BOT } } });
  const theirs = addComment(github.state, marked("a person's"), PERSON);
  const ours = addComment(github.state, marked("ours"), OTHER_BOT);
  expect(await upsert(github, {}, "ask")).toMatchObject({ kind: "updated" });
  expect([theirs.body, ours.body]).toEqual([marked("a person's"), marked("# Passed")]);
  expect(calls(github, WHO)).toBe(1);
});

test("whose the token is stays unknown only where GitHub refuses to say", async () => {
  await using github = await fakeGitHub();
  addComment(github.state, marked("old"));
  github.fail({ on: WHO, fault: { kind: "answer", status: 401, message: "Bad credentials" } });
  await expect(upsert(github, {}, "ask")).rejects.toThrow(/ask whose the token is .*the token is wrong/);
  expect(writes(github)).toBe(0);
});

test("three gates keep three comments", { tags: ["R12"] }, async () => {
  await using github = await fakeGitHub();
  for (const round of ["first", "second"])
    for (const gate of ["api", "api-2", "web"]) await upsert(github, { gate, body: `${gate} ${round}` });
  expect(bodies(github)).toEqual(["api", "api-2", "web"].map((gate) => marked(`${gate} second`, RUN, gate)));
});

test("a hidden comment is left, and a new one written", { tags: ["R11"] }, async () => {
  await using github = await fakeGitHub();
  addComment(github.state, marked("old")).minimized = true;
  expect(await upsert(github)).toMatchObject({ kind: "created" });
  expect(await upsert(github)).toMatchObject({ kind: "unchanged" });
  expect(bodies(github)).toEqual([marked("old"), marked("# Passed")]);
});

test("a server that does not know hidden comments has none", async () => {
  await using github = await fakeGitHub();
  addComment(github.state, marked("old"));
  github.fail({ on: "issues/list-comments", fault: { kind: "field", path: [0, "minimized"] } });
  expect((await upsert(github)).kind).toBe("updated");
});

test.each([
  [{ id: 500, attempt: 2 }, "superseded"],
  [{ id: 501, attempt: 1 }, "superseded"],
  [{ id: 1000, attempt: 1 }, "superseded"],
  [{ id: 500, attempt: 1 }, "updated"],
  [{ id: 499, attempt: 9 }, "updated"],
  [{ id: 99, attempt: 1 }, "updated"],
])("over a comment of run %j ours is %s", { tags: ["R9"] }, async (run, kind) => {
  await using github = await fakeGitHub();
  addComment(github.state, marked("theirs", run));
  expect(await upsert(github)).toMatchObject({ kind });
  expect(bodies(github)).toEqual([kind === "superseded" ? marked("theirs", run) : marked("# Passed")]);
  expect(writes(github)).toBe(kind === "superseded" ? 0 : 1);
});

test("the same text of a newer run takes the comment over, so that an older cannot", {
  tags: ["R9", "R13"],
}, async () => {
  await using github = await fakeGitHub();
  await upsert(github);
  expect(await upsert(github, { run: { id: 501, attempt: 1 } })).toMatchObject({ kind: "updated" });
  expect(await upsert(github, { body: "late" })).toMatchObject({ kind: "superseded" });
});

test.each<[name: string, fault: Fault, at: "before" | "after"]>([
  ["a fault after it was stored", { kind: "answer", status: 502 }, "after"],
  ["a reset after it was stored", { kind: "reset" }, "after"],
  ["a cut answer", { kind: "cut" }, "after"],
  ["garbage for an answer", { kind: "garbage", text: "<html>" }, "after"],
  ["an answer without what we need", { kind: "field", path: ["html_url"] }, "after"],
  ["a fault before it was stored", { kind: "answer", status: 502 }, "before"],
  ["a reset before it was stored", { kind: "reset" }, "before"],
])("one comment is left by %s", { tags: ["R2"] }, async (_, fault, at) => {
  await using github = await fakeGitHub();
  github.fail({ on: CREATE, times: 1, at, fault });
  expect(await upsert(github)).toEqual({ kind: "created", url: expect.stringContaining("#issuecomment-1001") });
  expect(bodies(github)).toEqual([marked("# Passed")]);
  expect(calls(github, CREATE)).toBe(at === "after" ? 1 : 2);
});

test("gives up after two attempts to create", { tags: ["R2"] }, async () => {
  await using github = await fakeGitHub();
  github.fail({ on: CREATE, fault: { kind: "answer", status: 500, message: "Oops" } });
  await expect(upsert(github)).rejects.toMatchObject({
    kind: "other",
    status: 500,
    message: expect.stringContaining("Oops"),
  });
  expect(calls(github, CREATE)).toBe(2);
  expect(calls(github, "issues/list-comments")).toBe(2);
});

test("a limit met while creating is waited for: nothing was stored then", { tags: ["R1"] }, async () => {
  await using github = await fakeGitHub();
  github.fail({ on: CREATE, times: 2, fault: { kind: "answer", status: 403, headers: { "retry-after": "0" } } });
  expect(await upsert(github)).toMatchObject({ kind: "created" });
  expect(bodies(github)).toHaveLength(1);
});

test("nor is one written twice when a limit is met first, and the answer is lost then", {
  tags: ["R1", "R2"],
}, async () => {
  await using github = await fakeGitHub();
  github.fail({ on: CREATE, times: 1, fault: { kind: "answer", status: 429, headers: { "retry-after": "1" } } });
  github.fail({ on: CREATE, times: 1, at: "after", fault: { kind: "reset" } });
  expect(await upsert(github)).toMatchObject({ kind: "created" });
  expect(bodies(github)).toEqual([marked("# Passed")]);
  expect(calls(github, CREATE)).toBe(2);
});

test("an update that was stored without an answer is repeated without harm", { tags: ["R2"] }, async () => {
  await using github = await fakeGitHub();
  addComment(github.state, marked("old"));
  github.fail({ on: UPDATE, times: 1, at: "after", fault: { kind: "reset" } });
  expect(await upsert(github)).toMatchObject({ kind: "updated" });
  expect(bodies(github)).toEqual([marked("# Passed")]);
});

test.each([2, 5])(
  "%i jobs that create at once leave one comment, with the newest run's text",
  { tags: ["R9"] },
  async (jobs) => {
    await using github = await fakeGitHub();
    // None has created when any lists, and all have when any looks again.
    github.fail({ on: "issues/list-comments", times: jobs, at: "after", fault: { kind: "gather", count: jobs } });
    github.fail({ on: CREATE, times: jobs, at: "after", fault: { kind: "gather", count: jobs } });
    const runs = Array.from({ length: jobs }, (_, index) => ({ id: 500 + ((index * 3) % jobs), attempt: 1 }));
    const results = await Promise.all(runs.map((run) => upsert(github, { run, body: `of ${run.id}` })));
    const newest = { id: 500 + jobs - 1, attempt: 1 };
    expect(calls(github, CREATE)).toBe(jobs);
    expect(bodies(github)).toEqual([marked(`of ${newest.id}`, newest)]);
    expect(new Set(results.map(({ url }) => url))).toEqual(new Set([expect.stringContaining("#issuecomment-1001")]));
    expect(results.filter(({ kind }) => kind === "superseded")).toHaveLength(jobs - 1);
    expect(await upsert(github, { run: newest, body: `of ${newest.id}` })).toMatchObject({ kind: "unchanged" });
  },
);

test("comments that a crashed job left twice are made one", { tags: ["R9"] }, async () => {
  await using github = await fakeGitHub();
  for (const [body, id] of [
    ["a", 3],
    ["b", 9],
    ["c", 5],
  ] as const)
    addComment(github.state, marked(body, { id, attempt: 1 }));
  expect(await upsert(github)).toMatchObject({ kind: "updated" });
  expect(bodies(github)).toEqual([marked("# Passed")]);
});

test("that another job removes them meanwhile is no fault", { tags: ["R9"] }, async () => {
  await using github = await fakeGitHub();
  for (const id of [3, 4]) addComment(github.state, marked("old", { id, attempt: 1 }));
  github.fail({
    on: "issues/delete-comment",
    fault: { kind: "meanwhile", change: (state) => void state.comments.pop() },
  });
  expect(await upsert(github)).toMatchObject({ kind: "updated" });
  expect(bodies(github)).toEqual([marked("# Passed")]);
});

const remove = (state: State) => void state.comments.splice(0);

test("deleted before it is updated: written once more, unless only an existing one is wanted", {
  tags: ["R11"],
}, async () => {
  for (const [when, kind, left] of [
    ["always", "created", 1],
    ["only-existing", "skipped", 0],
  ] as const) {
    await using github = await fakeGitHub();
    addComment(github.state, marked("old"));
    github.fail({ on: UPDATE, times: 1, fault: { kind: "meanwhile", change: remove } });
    expect(await upsert(github, { when })).toMatchObject({ kind });
    expect(github.state.comments).toHaveLength(left);
  }
});

test("does not fight with somebody who removes it again and again", { tags: ["R11"] }, async () => {
  await using github = await fakeGitHub();
  addComment(github.state, marked("old"));
  github.fail({ on: UPDATE, fault: { kind: "answer", status: 404, message: "Not Found" } });
  await expect(upsert(github)).rejects.toMatchObject({ kind: "not-found" });
  expect(calls(github, UPDATE)).toBe(3);
  expect(calls(github, CREATE)).toBe(0);
});

const noRights: FakeOptions = { state: { token: { ...TOKEN, permissions: {} } } };
const readOnly: FakeOptions = { state: { token: { ...TOKEN, permissions: { "pull-requests": "read" } } } };

test.each<[name: string, options: FakeOptions, prepare: (state: State) => void, kind: string, message: RegExp]>([
  [
    "may not write",
    readOnly,
    () => {},
    "permission",
    /comment on #7 .*the job needs `permissions: \{ pull-requests: write \}`/,
  ],
  ["may not write what anybody may read", noRights, () => {}, "permission", /comment on #7 .*pull-requests: write/],
  [
    "may not even read, in a private repository",
    noRights,
    (state) => Object.assign(state.repository, { private: true }),
    "permission",
    /list the comments of #7 .*the job needs `permissions: \{ pull-requests: write \}`/,
  ],
  ["may not update", readOnly, (state) => addComment(state, marked("old")), "permission", /update comment 1001 of #7/],
  ["has a bad token", { state: { token: { ...TOKEN, value: "other" } } }, () => {}, "permission", /the token is wrong/],
  ["finds it locked", {}, (state) => Object.assign(state.pulls[0]!, { locked: true }), "other", /issue is locked/],
  ["finds no such pull request", { state: { pulls: [] } }, () => {}, "not-found", /list the comments of #7/],
])("says so, at once, when it %s", { tags: ["T4", "R11"] }, async (_, options, prepare, kind, message) => {
  await using github = await fakeGitHub(options);
  prepare(github.state);
  const before = bodies(github);
  await expect(upsert(github)).rejects.toMatchObject({
    name: "GitHubError",
    kind,
    message: expect.stringMatching(message),
  });
  expect(bodies(github)).toEqual(before);
  expect(writes(github)).toBeLessThanOrEqual(1);
});

test("a comment that is not as described is named by its field", async () => {
  await using github = await fakeGitHub();
  addComment(github.state, "talk", PERSON);
  github.fail({ on: "issues/list-comments", at: "after", fault: { kind: "field", path: [0, "user", "login"] } });
  await expect(upsert(github)).rejects.toThrow("`0.user.login` of the answer");
  expect(writes(github)).toBe(0);
});

test("a gate id that the marker cannot hold is refused", { tags: ["R12"] }, async () => {
  await using github = await fakeGitHub();
  for (const gate of ["", "a b", "a-->", "a\nb", "ä"])
    await expect(upsert(github, { gate })).rejects.toThrow(ConfigError);
  expect(github.requests).toEqual([]);
});

test("on github.com writes are spaced as it asks: 3 s between comments", { tags: ["L8"] }, async () => {
  await using github = await fakeGitHub();
  const client = testClient(github, { pacing: "github.com" });
  for (const gate of ["api", "web"]) await upsertComment(client, { ...sticky, gate }, "workflow");
  const [first, second] = github.requests.filter(({ method }) => method === "POST");
  expect(second!.at - first!.at).toBeGreaterThan(2900);
});

test.each([-1, 0, 1])(
  "a comment of 65,536 characters and %i is written, and none of more",
  { tags: ["L1"] },
  async (more) => {
    await using github = await fakeGitHub();
    const length = 65_536 + more;
    await upsert(github, { body: "é".repeat(length - marked("").length) });
    expect(github.state.comments[0]!.body).toHaveLength(Math.min(length, 65_536));
    expect(await upsert(github, { body: "é".repeat(length - marked("").length) })).toMatchObject({ kind: "unchanged" });
  },
);
