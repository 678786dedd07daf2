import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ToolError } from "../../../src/errors.ts";
import { measuredBeside } from "../../../src/report/deliver/beside.ts";
import { htmlOf, looksOf, writeHtml } from "../../../src/report/deliver/html.ts";
import { writeDetails, writeRounds } from "../../../src/stored/write.ts";
import { SAMPLE } from "../sample.ts";
import { CASES } from "../verdicts.ts";

const { verdict, rounds, details } = SAMPLE;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "weighbridge-html-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("look by look", () => {
  const looks = looksOf(verdict, rounds);

  test("each look that the rounds reached is there, and the first cannot call a change", () => {
    const cart = looks.get("k6/latency-tm95@checkout: GET /cart")!;
    expect(cart.map((look) => [look.rounds, look.pairs, look.decides])).toEqual([
      [8, 8, false],
      [12, 12, true],
      [16, 16, true],
    ]);
  });

  test("a metric that is settled has the numbers of the look that settled it", () => {
    const settled = verdict.comparisons.filter(
      ({ metric, rule, change }) => rule.role === "gate" && metric.kind === "sampled" && change !== "inconclusive",
    );
    expect(settled.length).toBeGreaterThan(1);
    for (const { metric, rounds: pairs, effect, p } of settled)
      expect(looks.get(metric.id)).toContainEqual(expect.objectContaining({ pairs, effect, p }));
  });

  test("rounds that gave no pair are not counted as one", () => {
    const series = rounds.series.map((one) =>
      one.kind === "sampled" ? { ...one, head: one.head.map((value, i) => (i === 3 ? null : value)) } : one,
    );
    const [first] = looksOf(verdict, { ...rounds, series }).get("k6/latency-tm95@checkout: GET /cart")!;
    expect(first).toMatchObject({ rounds: 8, pairs: 7 });
  });

  test("there are none of exact metrics, without a plan, and without rounds", () => {
    expect(looks.get("bundle/gzip@app.js")).toBeUndefined();
    expect(looksOf({ ...verdict, plan: null }, rounds).size).toBe(0);
    expect(looksOf(verdict, null).size).toBe(0);
  });
});

test("the page is written with the script that makes it live", async () => {
  const path = await writeHtml(folder, SAMPLE);
  expect(path).toBe(join(folder, "report.html"));
  const page = await readFile(path, "utf8");
  expect(page).toBe(await htmlOf(SAMPLE));
  expect(page).toContain("data-sortable");
  expect(page.match(/<script>([\s\S]*)<\/script>/)![1]!.length).toBeGreaterThan(10_000);
});

test("a page that cannot be written is an error that names it", async () => {
  const below = join(import.meta.filename, "folder");
  const failure = await writeHtml(below, { verdict: CASES.pass!, rounds: null, details: [] }).catch(
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(ToolError);
  expect((failure as ToolError).message).toContain(join(below, "report.html"));
});

describe("what lies beside a verdict", () => {
  const nothing = { rounds: null, details: [], notices: [] };

  test("is its rounds and details, as far as they are there", async () => {
    expect(await measuredBeside(folder, verdict)).toEqual(nothing);
    await writeRounds(folder, rounds);
    expect(await measuredBeside(folder, verdict)).toEqual({ rounds, details: [], notices: [] });
    await writeDetails(folder, { schema: 1, kind: "details", details });
    expect(await measuredBeside(folder, verdict)).toEqual({ rounds, details, notices: [] });
  });

  test("is not what another job measured", async () => {
    await writeRounds(folder, { ...rounds, finished: "2026-01-01T00:00:00Z" });
    await writeDetails(folder, { schema: 1, kind: "details", details });
    expect(await measuredBeside(folder, verdict)).toEqual(nothing);
    await writeRounds(folder, { ...rounds, head: { ...rounds.head, commit: "f".repeat(40) } });
    expect(await measuredBeside(folder, verdict)).toEqual(nothing);
  });

  test("is left out where it is damaged, with a notice that names the file", async () => {
    const noticeOf = (file: string) => [expect.stringContaining(`${join(folder, file)}:1:2: this is not JSON`)];
    await writeRounds(folder, rounds);
    await writeFile(join(folder, "details.json"), "{");
    expect(await measuredBeside(folder, verdict)).toEqual({ rounds, details: [], notices: noticeOf("details.json") });
    await writeFile(join(folder, "rounds.json"), "{");
    expect(await measuredBeside(folder, verdict)).toEqual({ ...nothing, notices: noticeOf("rounds.json") });
  });
});
