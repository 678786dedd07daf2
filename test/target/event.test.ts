import { expect, test } from "vitest";
import { NO_EVENT, readEvent } from "../../src/target/event.ts";

const A = "a".repeat(40);
const B = "b".repeat(40);

test("reads a pull request, a merge queue entry, the default branch", { tags: ["R14", "R15"] }, () => {
  expect(readEvent({ pull_request: { head: { sha: A }, base: { sha: B, ref: "main" } } }).pullRequest).toEqual({
    headSha: A,
    baseSha: B,
    baseRef: "main",
  });
  expect(readEvent({ merge_group: { base_sha: B } }).mergeGroupBase).toBe(B);
  expect(readEvent({ repository: { default_branch: "trunk" } }).defaultBranch).toBe("trunk");
});

test.each([
  undefined,
  null,
  "text",
  [],
  {},
  { pull_request: null, merge_group: 3, repository: [] },
  { pull_request: { head: { sha: "--upload-pack=x" }, base: { sha: B } }, merge_group: { base_sha: "HEAD; rm" } },
  JSON.parse('{"__proto__": {"merge_group": {"base_sha": "x"}}}'),
])("a payload of %j says nothing", { tags: ["R15"] }, (payload) => {
  expect(readEvent(payload)).toEqual(NO_EVENT);
});
