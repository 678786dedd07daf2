/** A verdict without anything to compare with: limits are kept or broken, and that nothing was compared is said. */
import { describe, expect, test } from "vitest";
import { exitCodeOf } from "../../src/commands/weighing.ts";
import type { MetricOverride } from "../../src/model/override.ts";
import { judgeRounds } from "../../src/pipeline/verdict.ts";
import { renderMarkdown } from "../../src/report/render/markdown/markdown.ts";
import type { StoredRounds } from "../../src/stored/rounds.ts";
import { bareRounds, rounds } from "../stored/examples.ts";

const why = "no earlier job is stored.";
const noBase = { kind: "no-base", why } as const;
const asked = { kind: "budgets-only", why: "Only absolute limits were asked for." } as const;

/** The first job that there is, measured alone: 10.9 to 11 ms, 20,480 bytes. */
function first(weighed: StoredRounds["weighed"], over: Partial<StoredRounds> = {}) {
  const [sampled, , exact] = rounds.series as [Record<string, unknown>, unknown, Record<string, unknown>];
  const series = [{ ...sampled, base: [null, null] }, exact] as unknown as StoredRounds["series"];
  const verdict = judgeRounds({ ...bareRounds, baseline: null, series, weighed, ...over });
  return { ...verdict, code: exitCodeOf(verdict), text: renderMarkdown(verdict) };
}

const max = (most: number): { readonly overrides: readonly MetricOverride[] } => ({
  overrides: [{ glob: "bundle/gzip@app.js", max: most }],
});

describe("a first run, without a baseline", { tags: ["R4"] }, () => {
  test.each([
    ["no limit is set", {}],
    ["its limits are kept", max(30_000)],
  ])("is neither red nor a pass where %s: it is open, and says what was missing", (_, over) => {
    const { verdict, blocks, code, text } = first(noBase, over);
    expect({ verdict, blocks, code }).toEqual({ verdict: "inconclusive", blocks: false, code: 0 });
    expect(text).toContain("Inconclusive");
    expect(text).toContain("no earlier job is stored");
    expect(text).not.toMatch(/✅|### .*Pass/u);
  });

  test("blocks by exit code 3 where the config says that open is not good enough", () => {
    expect(first(noBase, { onInconclusive: "fail" })).toMatchObject({ verdict: "inconclusive", blocks: true, code: 3 });
  });

  test.each([
    ["there is none", noBase],
    ["only limits were asked for", asked],
  ])("is red for a limit that is broken, by exit code 1, where %s", (_, weighed) => {
    const { verdict, blocks, code, text } = first(weighed, max(20_000));
    expect({ verdict, blocks, code }).toEqual({ verdict: "fail", blocks: true, code: 1 });
    expect(text).toMatch(/### ❌ Blocked: /u);
  });

  test("a limit of exactly the value is kept", () => {
    for (const [most, verdict] of [
      [20_479, "fail"],
      [20_480, "pass"],
      [20_481, "pass"],
    ] as const)
      expect(first(asked, max(most)).verdict).toBe(verdict);
  });

  test("a pass by limits alone says that nothing was compared", () => {
    const { verdict, code, text } = first(asked, max(30_000));
    expect({ verdict, code }).toEqual({ verdict: "pass", code: 0 });
    expect(text).toContain("Only absolute limits were asked for");
  });
});
