/** The action's steps beside a GitHub server of one's own: what they ask, and where what they write leads. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { gitIn } from "../helpers/act.ts";
import { pullRequest, push } from "../helpers/events.ts";
import { fakeGitHub } from "../helpers/github/index.ts";
import { type Files, miniRepository } from "../helpers/mini.ts";
import { proxyServer } from "../helpers/proxy.ts";
import { runSteps } from "../helpers/steps.ts";

const files: Files = {
  "weighbridge.yml":
    "target: { static: dist }\nbundle: { files: '**/*.js' }\nmetrics: { 'bundle/*': { role: gate } }\n",
  "dist/app.js": "let a = 1;\n",
};
const SERVER = "https://ghe.invalid";

test("only that server is asked, below its own path, and links lead to its pages", { tags: ["R23"] }, async () => {
  await using github = await fakeGitHub({ prefix: "/api/v3" });
  await using repository = await miniRepository(files, { "dist/app.js": "let a = 1;\n".repeat(200) });
  await using proxy = await proxyServer();
  gitIn(repository.folder)("remote", "add", "origin", `${SERVER}/octo/shop.git`);
  // Whatever is not on this machine would be asked for by way of the proxy.
  const proxies = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, https_proxy: proxy.url, NO_PROXY: "127.0.0.1" };
  const env = { ...proxies, GITHUB_SERVER_URL: SERVER };
  const job = { folder: repository.folder, github, env };

  await using pushed = await runSteps({ ...job, ...push(repository.folder), runId: 201 });
  expect(pushed.codes).toEqual([0, 0, 0]);
  expect(pushed.outputs["baseline-name"]).toBe("weighbridge-baseline-default");

  // Such a server takes no artifacts of today's form: nothing is stored, which is no fault of the pull request's.
  await using weighed = await runSteps({ ...job, ...pullRequest(repository.folder), runId: 202 });
  expect(weighed.codes).toEqual([0, 1, 0]);
  expect(weighed.outputs.verdict).toBe("fail");
  const [comment] = github.state.comments;
  const page = `${SERVER}/octo/shop/actions/runs/202`;
  expect(comment!.body).toContain(`${page}/attempts/1`);
  expect(github.state.checks.at(-1)!.fields.details_url).toBe(`${page}/attempts/1`);
  const html = await readFile(weighed.outputs["html-path"]!, "utf8");
  for (const text of [comment!.body, html, JSON.stringify(github.state.checks), weighed.files.GITHUB_STEP_SUMMARY])
    expect(text).not.toMatch(/https?:\/\/(?:[\w-]+\.)*github(?:usercontent)?\.com/);

  expect(github.requests.length).toBeGreaterThan(5);
  expect(github.requests.filter(({ path }) => !path.startsWith("/api/v3/"))).toEqual([]);
  expect(proxy.asked.filter((host) => !host.startsWith("ghe.invalid:"))).toEqual([]);
});
