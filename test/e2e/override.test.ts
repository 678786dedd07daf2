/** Overriding a verdict, as release managers do: a comment that names the commit, a label, and the job again. By act. */
import { expect, test } from "vitest";
import { gitIn, runAction } from "../helpers/act.ts";
import { mergeGroup, pullRequest, push } from "../helpers/events.ts";
import { fakeGitHub } from "../helpers/github/index.ts";
import { addComment, createPull } from "../helpers/github/state.ts";
import { type Files, miniRepository } from "../helpers/mini.ts";

const words = (count: number) =>
  Array.from({ length: count }, (_, at) => `export const n${at} = "${(at * 7919) % 9973}";`);
const config = "target: { static: dist }\nbundle: { files: '**/*.js' }\n";
const base: Files = { "weighbridge.yml": config, "dist/app.js": words(200).join("\n") };
const heavier: Files = { "dist/app.js": words(400).join("\n") };
const kim = { login: "kim", type: "User" } as const;

test("who may lets one commit pass, with a name and a reason; its verdict stays, and the next commit is blocked", async () => {
  await using github = await fakeGitHub({ state: { roles: { kim: "maintain" } } });
  await using repository = await miniRepository(base, heavier);
  const git = gitIn(repository.folder);
  const headSha = git("rev-parse", "change");
  const propose = (over: Partial<ReturnType<typeof createPull>> = {}) => {
    const pull = createPull({ headSha, ...over });
    github.state.pulls.splice(0, github.state.pulls.length, pull);
  };
  const job = { folder: repository.folder, github, runId: 401 };
  propose();
  const blocked = await runAction({ ...job, ...pullRequest(repository.folder) });
  expect([blocked.code, blocked.outputs.verdict]).toEqual([1, "fail"]);

  // A label alone changes nothing, and says what is missing.
  propose({ labels: ["weighbridge-override"] });
  const alone = await runAction({ ...job, attempt: 2, ...pullRequest(repository.folder) });
  expect(alone.code).toBe(1);
  expect(alone.summary).toContain(`/weighbridge override ${headSha}`);

  addComment(github.state, `/weighbridge override ${headSha} The fix cannot wait.`, kim);
  const passed = await runAction({ ...job, runId: 402, ...pullRequest(repository.folder) });
  expect([passed.code, passed.outputs.verdict, passed.outputs.blocks]).toEqual([0, "fail", "false"]);
  const [comment] = github.state.comments.filter(({ user }) => user.type === "Bot");
  expect(comment!.body).toMatch(/### .*Overridden/u);
  for (const said of ["kim", "maintain", "The fix cannot wait."]) expect(comment!.body).toContain(said);

  // In the queue it is another commit, of the same pull request.
  const merged = await runAction({ ...job, runId: 403, ...mergeGroup(repository.folder) });
  expect([merged.code, merged.outputs.blocks]).toEqual([0, "false"]);

  // What is pushed later was not meant.
  git("checkout", "--quiet", "change");
  git("commit", "--quiet", "--allow-empty", "--message", "later");
  propose({ labels: ["weighbridge-override"], headSha: git("rev-parse", "change") });
  const later = await runAction({ ...job, runId: 404, ...pullRequest(repository.folder) });
  expect([later.code, later.outputs.blocks]).toEqual([1, "true"]);
  expect(later.summary).toContain(`The override that kim asked for is of ${headSha.slice(0, 10)}`);
});

test("what was merged by an override is on record in the history", async () => {
  await using github = await fakeGitHub({ state: { roles: { kim: "admin" } } });
  await using repository = await miniRepository(base, heavier);
  const git = gitIn(repository.folder);
  const headSha = git("rev-parse", "change");
  git("checkout", "--quiet", "main");
  git("merge", "--quiet", "--no-ff", "--message", "merge", "change");
  const mergedAs = git("rev-parse", "main");
  const pull = createPull({ headSha, mergedAs, labels: ["weighbridge-override"], state: "closed" });
  github.state.pulls.splice(0, github.state.pulls.length, pull);
  addComment(github.state, `/weighbridge override ${headSha} Agreed with the team.`, kim);
  const { code, log } = await runAction({ folder: repository.folder, github, runId: 501, ...push(repository.folder) });
  expect(code).toBe(0);
  expect(log).toContain("Stored weighbridge-baseline-default: baseline.json");
});
