/** Secrets around the whole job, and a pull request that shows all that it can see: where they turn up. */
import { randomBytes } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, test } from "vitest";
import { gitIn } from "../helpers/act.ts";
import { secretsIn } from "../helpers/canary.ts";
import { pullRequest } from "../helpers/events.ts";
import { fakeGitHub } from "../helpers/github/index.ts";
import { TOKEN } from "../helpers/github/state.ts";
import { type Files, mini, miniRepository, server } from "../helpers/mini.ts";
import { HOSTILE, obeyed } from "../helpers/runner-commands.ts";
import { runSteps } from "../helpers/steps.ts";

/** Of this run alone: other jobs of this machine may be seen too. */
function canaries() {
  const some = () => randomBytes(9).toString("hex");
  const token = `ghs_${some()}`;
  const password = `p%40ss${some()}`;
  const passed = `npm_${some()}"?>`;
  const secrets = {
    token,
    passed,
    password,
    cloud: `k/${some()}+/${some()}==`,
    odd: `a?b>c~"q"\\é ${some()}`,
    lines: `-----BEGIN KEY-----${some()}\n${some()}/+`,
    runtime: `ey${some()}`,
  };
  const env = {
    NPM_TOKEN: passed,
    AWS_SECRET_ACCESS_KEY: secrets.cloud,
    PIP_INDEX_URL: `https://me:${password}@pypi.example/simple`,
    DATABASE_URL: `postgres://me:${password}@db.example/shop`,
    PYTHON_NOTE: `see ${secrets.odd}`,
    DEPLOY_KEY: secrets.odd,
    SIGNING_PEM: secrets.lines,
    GITHUB_TOKEN: token,
    GH_TOKEN: token,
    ACTIONS_RUNTIME_TOKEN: secrets.runtime,
    ACTIONS_ID_TOKEN_REQUEST_URL: `https://x.example/?${secrets.runtime}`,
  };
  return { secrets, env };
}

/**
 * A program that shows its own environment, what every process of this machine was started with as far as it may read
 * that, git's config, and what lies in the runner's folder; into a file, and the nearest into the log.
 */
const looker = (seen: string) => `
const { appendFileSync, readdirSync, readFileSync, statSync } = require("node:fs");
const { execFileSync } = require("node:child_process");
const { join } = require("node:path");
const attempt = (read) => { try { return read(); } catch { return ""; } };
function filesIn(folder) {
  return attempt(() => readdirSync(folder, { withFileTypes: true })).flatMap?.((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" || entry.name === "objects" ? [] : filesIn(path);
    return entry.isFile() && statSync(path).size < 1e6 ? [path] : [];
  }) ?? [];
}
exports.look = (who) => {
  const show = (what, text) => appendFileSync(${JSON.stringify(seen)}, JSON.stringify({ who, what, text }) + "\\n");
  show("own", JSON.stringify(process.env));
  for (const pid of readdirSync("/proc").filter((name) => /^\\d+$/.test(name))) {
    const line = attempt(() => readFileSync("/proc/" + pid + "/cmdline", "latin1"));
    const environment = attempt(() => readFileSync("/proc/" + pid + "/environ", "latin1"));
    if (line + environment !== "") show("process", line + "\\0\\0" + environment);
  }
  show("git", attempt(() => execFileSync("git", ["config", "--list"], { encoding: "utf8" })));
  // A page is asked for often, and Chrome keeps thousands of files: then its processes are what is new.
  if (who === "page") return;
  for (const file of filesIn(process.env.RUNNER_TEMP)) show("file", file + " " + attempt(() => readFileSync(file, "latin1")));
  console.log(who + " sees " + JSON.stringify(process.env));
  console.error(attempt(() => readFileSync("/proc/" + process.ppid + "/environ", "latin1")).replaceAll("\\0", "\\n"));
};
if (require.main === module) exports.look(process.argv[2]);
`;

const config = `
target:
  install: node look.cjs install && printenv NPM_TOKEN && printf 'me:%s' "$NPM_TOKEN" | base64
  build: node look.cjs build && node name.cjs
  start: node server.js
  ready: /healthz
  deadline: 10s
  passEnv: [NPM_TOKEN]
k6: { scripts: [perf/shop.js], round: { warmup: 200ms, measure: 1s } }
bundle: { files: "dist/*.js" }
gate: { effort: quick, maxMinutes: 2 }
metrics: { "*": { role: watch } }
`;

/** Files called by all that a build is given, so that their names are in the report. */
const namer = (size: number) => `
const size = ${size};
const { mkdirSync, writeFileSync } = require("node:fs");
mkdirSync("dist", { recursive: true });
for (const [name, value] of Object.entries(process.env))
  if (!/WEIGHBRIDGE|DIR|PWD|TMP/.test(name)) writeFileSync("dist/" + encodeURIComponent(name + "=" + value).slice(0, 200) + ".js", value);
for (const [at, line] of ${JSON.stringify(HOSTILE)}.entries()) writeFileSync("dist/" + line.replaceAll("/", "") + ".js", "x".repeat(at * size));
`;

const shower = `
import http from "k6/http";
console.log("k6 sees " + JSON.stringify(__ENV));
for (const line of ${JSON.stringify(HOSTILE)}) { console.log(line); console.error("\\n" + line); }
for (const path of ["/proc/self/environ", "/proc/1/environ"]) { try { console.error(open(path)); } catch (error) { console.warn(String(error)); } }
export const options = {
  scenarios: { shop: { executor: "constant-arrival-rate", rate: 60, timeUnit: "1s", duration: "1m", preAllocatedVUs: 10 } },
};
export default function () {
  http.get(__ENV.BASE_URL + "/slow", { tags: { name: "\\n::error::PWNED ##[error]PWNED " + [__ENV.NPM_TOKEN, __ENV.DEPLOY_KEY, __ENV.GITHUB_TOKEN] } });
}
`;

/** A page with the server's environment in it, which looks again when it is asked for: Chrome runs by then. */
const pages = (source: string) =>
  source.replace(
    'response.end("ok");',
    `response.end("ok");
  if (request.url === "/") {
    require("./look.cjs").look("page");
    response.setHeader("content-type", "text/html");
    return response.end("<!doctype html><title>page</title><p id=sight>page</p><script>sight.textContent=" + JSON.stringify(JSON.stringify(process.env)) + ";console.error(sight.textContent);console.log('\\\\n::error::PWNED')</script>");
  }`,
  );

interface Seen {
  readonly who: string;
  readonly what: "own" | "process" | "git" | "file";
  readonly text: string;
}

async function textsBelow(folder: string): Promise<readonly (readonly [string, string])[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  return Promise.all(files.map(async (file) => [file, await readFile(file, "utf8")] as const));
}

/** Of Lighthouse, which takes minutes, by `./scripts/test.sh --long`. */
const MORE = process.env.WEIGHBRIDGE_LONG
  ? [["k6 and Lighthouse", "lighthouse: { urls: [/], formFactor: desktop }\n"]]
  : [];

describe("secrets in the environment of the whole job", () => {
  test.each([["k6", ""], ...MORE])(
    "with %s: are in nothing that is printed, written, uploaded or commented, nor in any process that a pull request can look at",
    { tags: ["T2", "T13", "T17"], timeout: 900_000 },
    async (_, section) => {
      const { secrets, env } = canaries();
      const folder = await mkdtemp(join(tmpdir(), "weighbridge-canary-"));
      try {
        const files = (work: number): Files => ({
          ...mini,
          "weighbridge.yml": config + section,
          "look.cjs": looker(join(folder, "seen")),
          "name.cjs": namer(work * 500),
          "perf/shop.js": shower,
          "server.js": pages(server(work, `require("./look.cjs").look("start");`)),
        });
        await using github = await fakeGitHub({ state: { token: { ...TOKEN, value: secrets.token } } });
        await using repository = await miniRepository(files(2), files(3));
        const job = { folder: repository.folder, github, runId: 201, ...pullRequest(repository.folder), env };
        await using ended = await runSteps(job);
        expect(ended.log).toContain("k6: round 1 of");
        expect([ended.codes[0], ended.codes[2]]).toEqual([0, 0]);

        // What the pull request's programs saw. install is given one of them, by the config's own word.
        const seen: Seen[] = [];
        for await (const line of createInterface(createReadStream(join(folder, "seen")))) seen.push(JSON.parse(line));
        expect(new Set(seen.map(({ who }) => who))).toEqual(
          new Set(["install", "build", "start", ...(section === "" ? [] : ["page"])]),
        );
        for (const { who, what, text } of seen)
          expect([
            who,
            what,
            secretsIn(text, secrets).filter((name) => who !== "install" || name !== "passed"),
          ]).toEqual([who, what, []]);
        // They did look: at the step's own process, and at k6's folder.
        const ours = seen.filter(({ what, text }) => what === "process" && text.includes("dist/action.js\0weigh\0"));
        expect(ours.every(({ text }) => text.split("\0\0")[1]!.includes("PATH="))).toBe(true);
        expect(ours.length).toBeGreaterThan(0);
        expect(seen.some(({ who, what }) => who === "start" && what === "file")).toBe(true);
        expect(seen.some(({ who, text }) => who === "install" && secretsIn(text, secrets).includes("passed"))).toBe(
          true,
        );

        // What people and other jobs can see. A runner takes lines that tell it what to mask for itself.
        const log = ended.log.replaceAll(/^::add-mask::.*$/gmu, "");
        expect(ended.log).toContain(`::add-mask::${secrets.token}`);
        expect(secretsIn(log, secrets)).toEqual([]);
        expect(log).toContain("PWNED");
        expect(obeyed(log)).toEqual([]);
        expect(log).toContain("head | build sees");
        const { comments, checks } = github.state;
        expect([comments.length, checks.length]).toEqual([1, 1]);
        const uploads = ["report-upload", "raw-upload", "baseline-upload"].flatMap((name) => ended.outputs[name] ?? []);
        expect(uploads.length).toBeGreaterThan(0);
        const texts = [
          ["the comment", comments[0]!.body],
          ["the check run", JSON.stringify(checks)],
          ...Object.entries(ended.files),
          ...(await textsBelow(ended.temporary)),
          ...(await textsBelow(join(repository.folder, ".weighbridge"))),
        ] as const;
        for (const name of ["verdict.json", "rounds.json", "details.json", "report.html", "junit.xml", "comment.md"])
          expect([name, existsSync(join(ended.outputs["report-upload"]!, name))]).toEqual([name, true]);
        for (const [name, text] of texts) expect([name, secretsIn(text, secrets)]).toEqual([name, []]);
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  );
});

test("a clone that kept the credentials of its checkout is warned of", { tags: ["T13"] }, async () => {
  await using github = await fakeGitHub();
  await using repository = await miniRepository({ ...mini, "README.md": "" }, { "README.md": "words" });
  const job = { folder: repository.folder, github, runId: 201, ...pullRequest(repository.folder) };
  const warning = /^::warning::The checkout kept its credentials .* persist-credentials: false\.$/mu;
  await using without = await runSteps(job);
  expect([without.codes, without.log]).toEqual([[0, 0, 0], expect.not.stringMatching(warning)]);
  const header = "AUTHORIZATION: basic Y2FuYXJ5";
  gitIn(repository.folder)("config", "http.https://github.invalid/.extraheader", header);
  await using kept = await runSteps(job);
  expect([kept.codes, kept.log]).toEqual([[0, 0, 0], expect.stringMatching(warning)]);
  expect(kept.log).not.toContain("Y2FuYXJ5");
});
