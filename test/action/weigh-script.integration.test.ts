/** scripts/weigh.sh: what the step that runs a pull request's commands is started with, and what it is handed. */
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readHanded } from "../../src/action/handed.ts";

const SCRIPT = join(import.meta.dirname, "../../scripts/weigh.sh");

/** In the place of ours: shows what anybody who looks at the process sees, and what came by the pipe. */
const SHOWER = `
const { readFileSync, readdirSync } = require("node:fs");
const children = () => readdirSync("/proc").filter((name) => {
  try { return readFileSync("/proc/" + name + "/stat", "latin1").replace(/^.*\\) /s, "").split(" ")[1] === String(process.pid); } catch { return false; }
});
const handed = readFileSync(0, "base64");
const environments = ["self", ...children()].map((pid) => {
  try { return readFileSync("/proc/" + pid + "/environ", "latin1"); } catch { return ""; }
});
console.log(JSON.stringify({ handed, environments, words: process.argv.slice(2), file: process.argv[1] }));
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "weighbridge weigh-"));
  await mkdir(join(folder, "dist"));
  await writeFile(join(folder, "dist/action.js"), SHOWER);
});
afterAll(() => rm(folder, { recursive: true }));

async function start(env: Readonly<Record<string, string>>) {
  const common = { PATH: process.env.PATH, HOME: "/home/me", GITHUB_ACTION_PATH: folder };
  const text = execFileSync("bash", [SCRIPT], { env: { ...common, ...env }, encoding: "utf8" });
  const shown = JSON.parse(text) as { handed: string; environments: string[]; words: string[]; file: string };
  const handed = await readHanded(Readable.from([Buffer.from(shown.handed, "base64")]));
  return { ...shown, handed };
}

describe("the step that runs a pull request's commands", () => {
  test("is started with nothing that is secret, and has no process beside it that was", {
    tags: ["T2", "T13"],
  }, async () => {
    const env = {
      NPM_TOKEN: "canary-1",
      AWS_SECRET_ACCESS_KEY: "canary-2",
      HTTPS_PROXY: "http://me:canary-3@proxy.example:3128",
      HTTP_PROXY: "http://proxy.example:3128",
      http_proxy: "me:canary-6@proxy.example:3128",
      https_proxy: "canary-7@proxy.example",
      NODE_OPTIONS: "--title=a@b",
      GITHUB_TOKEN: "canary-4",
      INPUT_CONFIG: "perf/weighbridge.yml",
      "npm_config_//registry.example/:_authToken": "canary-5",
    };
    const { environments, words, file } = await start(env);
    expect(environments.join("\n")).not.toContain("canary");
    expect(environments[0]!.split("\0").filter((entry) => entry !== "")).toEqual(
      expect.arrayContaining(["HOME=/home/me", "HTTP_PROXY=http://proxy.example:3128", "NODE_OPTIONS=--title=a@b"]),
    );
    expect([words, file]).toEqual([["weigh"], join(folder, "dist/action.js")]);
  });

  test("is handed the rest of the job's environment byte for byte, but nothing of GitHub's", {
    tags: ["T2", "T16"],
  }, async () => {
    const mine = {
      NPM_TOKEN: "a=b\nGITHUB_OUTPUT=/x\n",
      EMPTY: "",
      QUOTES: `"; touch PWN; "$(touch PWN)\`touch PWN\` %s \\0 é`,
      INPUT_CONFIG: "perf/weighbridge.yml",
      HTTPS_PROXY: "http://me:secret@proxy.example:3128",
    };
    const theirs = {
      ...{ GITHUB_TOKEN: "x", GH_TOKEN: "x", INPUT_TOKEN: "x", ACTIONS_RUNTIME_TOKEN: "x", ACTIONS_RESULTS_URL: "x" },
      ...{ GITHUB_ENV: "x", GITHUB_PATH: "x", GITHUB_STATE: "x", GITHUB_OUTPUT: "x", GITHUB_STEP_SUMMARY: "x" },
    };
    const { handed } = await start({ ...mine, ...theirs });
    expect(handed).toMatchObject(mine);
    expect(Object.keys(handed).filter((name) => name in theirs)).toEqual([]);
  });
});
