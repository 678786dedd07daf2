import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Replayed } from "../../src/replay/judge.ts";
import { around } from "../compare/make.ts";
import { config, runCli } from "../helpers/mini.ts";

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "weighbridge-replay-"));
});
afterAll(() => rm(folder, { recursive: true }));

const metric = (factor: number, rounds = 30) => ({
  id: "k6/latency-tm95@shop: GET /cart",
  kind: "sampled",
  better: "lower",
  unit: "ms",
  base: around(10, 0.01, rounds),
  head: around(10, 0.01, rounds + 1)
    .slice(1)
    .map((value) => value * factor),
});
const lineOf = (id: string, factor: number, rounds?: number) =>
  JSON.stringify({ id, metrics: [metric(factor, rounds)] });
const good = lineOf("good", 1);

async function replay(text: string | Buffer, ...args: readonly string[]) {
  await writeFile(join(folder, "past.ndjson"), text);
  const ended = await runCli(folder, ["replay", "past.ndjson", ...args]);
  const answers = ended.stdout.split("\n").filter(Boolean);
  return { ...ended, answers: answers.map((line): Replayed => JSON.parse(line)) };
}

describe("past pull requests", () => {
  test("are judged line by line, in order, with a summary beside the answers", async () => {
    const text = [lineOf("slower", 1.1), "", lineOf("same", 1), lineOf("faster", 0.9), lineOf("short", 1.1, 7)];
    const { code, answers, stderr, leftovers } = await replay(text.join("\n"));
    expect(answers.map(({ id, verdict, rounds }) => [id, verdict, rounds])).toEqual([
      ["slower", "fail", 12],
      ["same", "pass", 8],
      ["faster", "pass", 12],
      ["short", "inconclusive", 7],
    ]);
    expect(answers[1]!.metrics[0]).toMatchObject({ id: metric(1).id, change: "unchanged", round: 8 });
    expect(stderr).toBe("4 pull requests: 1 fail, 2 pass, 1 inconclusive; 9.8 rounds on average\n");
    expect([code, leftovers]).toEqual([0, []]);
  });

  test("are judged by the options", async () => {
    const lenient = await replay(lineOf("a", 1.1), "--tolerate", "20%", "--detect", "30%");
    expect(lenient.answers[0]).toMatchObject({ verdict: "pass", rounds: 8 });
    const sure = await replay(lineOf("a", 1.1), "--false-alarms", "0.01%", "--effort", "thorough");
    expect(sure.answers[0]).toMatchObject({ verdict: "fail", rounds: 18 });
  });

  test("are judged by a config, before which the options go", async () => {
    const rules = 'metrics: { "k6/latency-tm95@*": { role: gate, tolerate: { relative: 20% }, detect: 30% } }';
    await writeFile(join(folder, "lenient.yml"), config.replace(/^metrics:.*$/m, rules));
    await writeFile(join(folder, "watch.yml"), config.replace("role: gate", "role: watch"));
    const judged = async (...args: readonly string[]) => (await replay(lineOf("a", 1.1), ...args)).answers[0];
    expect(await judged("--config", "lenient.yml")).toMatchObject({ verdict: "pass" });
    expect(await judged("--config", "lenient.yml", "--tolerate", "2%")).toMatchObject({ verdict: "fail" });
    expect(await judged("--config", "watch.yml")).toMatchObject({
      verdict: "pass",
      metrics: [{ change: "regressed" }],
    });
  });

  test("come from standard input too, answered as they come", async () => {
    const child = spawn(process.execPath, [cli, "replay", "-"], { cwd: folder });
    child.stdin.write(`${good}\n`);
    const [first] = await once(child.stdout, "data");
    expect(JSON.parse(String(first))).toMatchObject({ id: "good", verdict: "pass" });
    child.stdin.end(`${lineOf("next", 1.1)}`);
    const [second] = await once(child.stdout, "data");
    expect(JSON.parse(String(second))).toMatchObject({ id: "next", verdict: "fail" });
    expect(await once(child, "close")).toEqual([0, null]);
  });

  test("may be more than the reader of the answers wants", async () => {
    await writeFile(join(folder, "many.ndjson"), `${good}\n`.repeat(3000));
    const child = spawn(
      "bash",
      ["-c", `set -o pipefail; "$0" "$1" replay many.ndjson | head -n 1`, process.execPath, cli],
      {
        cwd: folder,
      },
    );
    const said = { stdout: "", stderr: "" };
    child.stdout.on("data", (data) => (said.stdout += data));
    child.stderr.on("data", (data) => (said.stderr += data));
    expect(await once(child, "close")).toEqual([0, null]);
    expect(said.stdout.split("\n")).toHaveLength(2);
    expect(said.stderr).toBe("");
  });
});

const rate = (head: unknown) => ({ id: "errors", kind: "rate", better: "lower", base: [[1, 10]], head });
const bad = (one: object) => JSON.stringify({ id: "bad", metrics: [{ ...metric(1, 3), ...one }] });

const BAD: readonly (readonly [what: string, line: string, says: string])[] = [
  ["unequal lengths", bad({ head: [1, 2] }), "metrics[0]: head has 2 values and base 3: "],
  ["an unknown kind", bad({ kind: "guess" }), 'metrics[0].kind is "guess"; expected sampled, exact or rate.'],
  ["no metrics", '{"id":"bad","metrics":[]}', "metrics is an empty list; expected at least one metric."],
  ["a number that is none", good.replace(/\d+\.\d+/, "1e999"), "is Infinity; expected a finite number"],
  ["a number that JSON has not", good.replace(/\d+\.\d+/, "NaN"), "this is not JSON"],
  [
    "two metrics of one id",
    JSON.stringify({ id: "bad", metrics: [metric(1), metric(1)] }),
    "metrics[0] has the same id",
  ],
  ["no JSON", "pull request 42 was fine", "this is not JSON"],
  ["an end in the middle", good.slice(0, -40), "this is not JSON"],
];

describe("bad input: one sentence with the line, exit code 2, what was answered stays", () => {
  test.each(BAD)("%s", async (_, line, says) => {
    const { code, answers, stderr } = await replay(`${good}\n\n${line}`);
    expect(stderr).toMatch(/^past\.ndjson:3: [^\n]+\n$/);
    expect(stderr).toContain(says);
    expect(answers.map(({ id }) => id)).toEqual(["good"]);
    expect(code).toBe(2);
  });

  test.each([
    ["negative counts", [[-1, 10]], "metrics[0].head[0][0] is -1; expected a whole number that is not negative."],
    ["more events than their total", [[11, 10]], "metrics[0].head[0]: 11 events of a total of 10: "],
  ])("%s of a rate", async (_, head, says) => {
    const { code, stderr } = await replay(JSON.stringify({ id: "bad", metrics: [rate(head)] }));
    expect(stderr).toContain(`past.ndjson:1: ${says}`);
    expect(code).toBe(2);
  });

  test.each([
    ["an empty file", ["replay", "empty.ndjson"], "empty.ndjson holds no pull request.\n"],
    ["no such file", ["replay", "gone.ndjson"], "There is no file gone.ndjson.\n"],
    ["a folder", ["replay", "."], ". cannot be read (EISDIR).\n"],
    ["no file named", ["replay"], "weighbridge replay takes <file.ndjson>, but got none.\n"],
    [
      "a share without its unit",
      ["replay", "empty.ndjson", "--detect", "5"],
      /^--detect 5: expected a share with its unit/,
    ],
    [
      "an unknown effort",
      ["replay", "empty.ndjson", "--effort", "most"],
      /^--effort most: expected quick, standard or thorough/,
    ],
    ["no such config", ["replay", "empty.ndjson", "--config", "gone.yml"], /^There is no config file gone.yml/],
  ])("%s", async (_, args, says) => {
    await writeFile(join(folder, "empty.ndjson"), "\n\n");
    const { code, stdout, stderr } = await runCli(folder, args);
    if (typeof says === "string") expect(stderr).toBe(says);
    else expect(stderr).toMatch(says);
    expect([code, stdout]).toEqual([2, ""]);
  });

  test("a config whose numbers do not fit the metrics", async () => {
    const rules = 'metrics: { "k6/*": { role: gate, tolerate: { absolute: 250B } } }';
    await writeFile(join(folder, "bytes.yml"), config.replace(/^metrics:.*$/m, rules));
    const { code, stderr } = await replay(good, "--config", "bytes.yml");
    expect(stderr).toMatch(
      /^bytes\.yml:\d+:\d+: metrics\["k6\/\*"\]\.tolerate\.absolute is .*250.*; expected a duration/,
    );
    expect(code).toBe(2);
  });
});
