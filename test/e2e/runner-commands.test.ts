/** Programs of a pull request that print what a runner would obey, through the three steps as they are run. */
import { describe, expect, test } from "vitest";
import { pullRequest } from "../helpers/events.ts";
import { fakeGitHub } from "../helpers/github/index.ts";
import { type Files, mini, miniRepository } from "../helpers/mini.ts";
import { HOSTILE, obeyed } from "../helpers/runner-commands.ts";
import { runSteps } from "../helpers/steps.ts";

/** Prints all of them on both streams, then `rest`. */
const printing = (rest: string) => `
const lines = ${JSON.stringify(HOSTILE)};
for (const line of lines) { process.stdout.write(line + "\\n"); process.stderr.write(line + "\\r"); }
${rest}
`;

const config = (target: string) => `target: { ${target}, ready: /healthz, deadline: 2s }
k6: { scripts: [perf/shop.js], round: { warmup: 200ms, measure: 1s } }
`;
const START = "start: node server.js";

const cases: readonly (readonly [what: string, files: Files, said: RegExp])[] = [
  [
    "a build that fails",
    { "weighbridge.yml": config(`${START}, build: node hostile.js`), "hostile.js": printing("process.exit(3);") },
    /build failed/,
  ],
  [
    "an install, whose command itself is one",
    {
      "weighbridge.yml": config(`${START}, install: "node hostile.js ::error::PWNED '##[error]PWNED'"`),
      "hostile.js": printing("process.exit(3);"),
    },
    /install failed/,
  ],
  ["a server that dies", { "server.js": printing("process.exit(3);") }, /ended with exit code 3 before it was ready/],
  [
    "a server that is never ready, and answers so",
    {
      "server.js": printing(
        'require("node:http").createServer((_, answer) => { answer.statusMessage = "::error::PWNED"; answer.statusCode = 500; answer.end("::error::PWNED"); }).listen(process.env.PORT);',
      ),
    },
    /was not ready within/,
  ],
  [
    "a k6 script that throws",
    {
      "perf/shop.js": `console.log(${JSON.stringify(HOSTILE.join("\n"))}); throw new Error(${JSON.stringify(HOSTILE.join("\n"))});`,
    },
    /PWNED/,
  ],
  [
    "a config with names that are commands",
    { "weighbridge.yml": `${config(START)}metrics: { "\\n::error::PWNED": { "##[error]PWNED": 1 } }` },
    /metrics/,
  ],
];

describe("what a pull request prints is no command to the runner", () => {
  test.each(cases)("%s", { tags: ["T17"] }, async (_, files, said) => {
    await using github = await fakeGitHub();
    await using repository = await miniRepository(mini, files);
    const job = { folder: repository.folder, github, runId: 201, ...pullRequest(repository.folder) };
    await using ended = await runSteps(job);
    expect(ended.log).toMatch(said);
    expect(ended.outputs.verdict).toBe("error");
    expect(obeyed(ended.log)).toEqual([]);
    expect(obeyed(github.state.comments.map(({ body }) => body).join("\n"))).toEqual([]);
    expect(obeyed(ended.files.GITHUB_STEP_SUMMARY)).toEqual([]);
  });
});
