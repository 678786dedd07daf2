import { describe, expect, test } from "vitest";
import type { Cause } from "../../../../src/model/cause.ts";
import type { BudgetCheck, Verdict } from "../../../../src/model/verdict.ts";
import { checkTitle, conclusionOf, remarksOf } from "../../../../src/report/render/machines/check.ts";
import { STATES } from "../../states.ts";
import { budget, bundle, CASES, heavier, slower, verdictOf } from "../../verdicts.ts";

const cause = (over: Partial<Cause> = {}): Cause => ({
  metric: heavier.metric.id,
  kind: "module",
  name: "src/chart.ts",
  base: null,
  head: 1_200,
  unit: "bytes",
  whole: 1_830,
  note: null,
  at: { file: "src/chart.ts", line: null },
  ...over,
});
const broken = (over: Partial<BudgetCheck> = {}) =>
  budget({ outcome: "broken", head: 231.4, at: { file: "perf/shop.js", line: 5 }, ...over });
const blocked = (over: Partial<Verdict>): Verdict =>
  verdictOf({
    verdict: "fail",
    blocks: true,
    reasons: [
      { kind: "regressed", metric: slower.metric.id },
      { kind: "regressed", metric: heavier.metric.id },
    ],
    comparisons: [slower, heavier],
    ...over,
  });

test.each(Object.entries({ ...CASES, ...STATES }))("%s", async (name, verdict) => {
  const shown = { conclusion: conclusionOf(verdict), title: checkTitle(verdict), remarks: remarksOf(verdict) };
  await expect(`${JSON.stringify(shown, null, 2)}\n`).toMatchFileSnapshot(`../__snapshots__/${name}.check.json`);
});

test.each<[conclusion: string, verdict: Partial<Verdict>]>([
  ["success", { verdict: "pass" }],
  ["failure", { verdict: "fail", blocks: true }],
  ["neutral", { verdict: "fail", blocks: false, enforce: false }],
  ["neutral", { verdict: "inconclusive", blocks: false }],
  ["failure", { verdict: "inconclusive", blocks: true }],
  ["failure", { verdict: "error", blocks: false }],
  ["failure", { verdict: "error", blocks: false, enforce: false }],
])("%s for %j", (conclusion, over) => {
  expect(conclusionOf(verdictOf(over))).toBe(conclusion);
});

test("the title has 255 characters at most, whatever is in it", () => {
  for (const filling of ["🚀", "x🚀", "é", "long "]) {
    const why = `::error::${filling.repeat(600)}\n@octo`;
    const title = checkTitle(verdictOf({ verdict: "error", reasons: [{ kind: "could-not-measure", why }] }));
    expect(title.length).toBeOneOf([254, 255]);
    expect(title.startsWith(`Could not measure: : :error::${filling}`)).toBe(true);
    expect(title).not.toMatch(/\p{Surrogate}/u);
  }
});

describe("remarks", () => {
  test("stand where a cause or a broken limit stands, and nowhere else", () => {
    const verdict = blocked({
      causes: [cause(), cause({ name: "gone", at: null })],
      budgets: [broken(), broken({ at: null }), budget({ at: { file: "perf/shop.js", line: 6 } })],
    });
    expect(remarksOf(verdict)).toEqual([
      {
        at: { file: "perf/shop.js", line: 5 },
        level: "failure",
        message:
          "http_req_duration{name:cart} p(95)<200 is 231 ms in head and must be < 200 ms (broken for certain; base 180 ms).",
      },
      {
        at: { file: "src/chart.ts", line: null },
        level: "failure",
        message: "bundle/gzip of app.js rose by 14.9 % or 1.83 kB: src/chart.ts is new, +1.20 kB (66 % of +1.83 kB).",
      },
    ]);
  });

  test.each<[level: string, over: Partial<Verdict>]>([
    ["failure", { budgets: [broken()] }],
    ["failure", { budgets: [broken({ outcome: "no-samples", head: null })], verdict: "error", blocks: false }],
    ["warning", { budgets: [broken({ outcome: "broken-by-estimate" })] }],
    ["warning", { budgets: [broken({ level: "warn" })] }],
    ["warning", { budgets: [broken()], blocks: false, enforce: false }],
    ["failure", { causes: [cause()] }],
    ["warning", { causes: [cause()], blocks: false, enforce: false }],
    ["notice", { causes: [cause()], reasons: [{ kind: "accepted", metric: heavier.metric.id }], verdict: "pass" }],
    ["notice", { causes: [cause()], reasons: [{ kind: "regressed", metric: slower.metric.id }] }],
  ])("%s: %j", (level, over) => {
    expect(remarksOf(blocked(over)).map((remark) => remark.level)).toEqual([level]);
  });

  test("what got smaller is behind no regression", () => {
    const smaller = [cause({ base: 9_000, head: 8_000 }), cause({ kind: "package", base: 100, head: null })];
    const others = [
      cause({ base: 8_000, head: 9_000 }),
      cause({ kind: "audit", name: "unused-css", base: 2, head: 1 }),
    ];
    expect(remarksOf(blocked({ causes: smaller }))).toEqual([]);
    const [remark] = remarksOf(blocked({ causes: [...others, ...smaller] }));
    expect(remark!.message.split("\n")).toHaveLength(2);
  });

  test("what improved, or did not move, has none", () => {
    for (const change of ["improved", "unchanged", "new", "missing", "inconclusive"] as const)
      expect(remarksOf(blocked({ comparisons: [{ ...heavier, change }], causes: [cause()] }))).toEqual([]);
    expect(remarksOf(blocked({ comparisons: [], causes: [cause()] }))).toEqual([]);
  });

  test("what only is watched has none: one in a hundred of such metrics regresses by chance", () => {
    const watched = { ...heavier, rule: { ...heavier.rule, role: "watch" as const } };
    expect(remarksOf(blocked({ comparisons: [slower, watched], causes: [cause()] }))).toEqual([]);
  });

  test("one place has one remark, as bad as the worst that is said there, and nothing twice", () => {
    const raw = bundle("app.js", 40_000, 50_000, "regressed");
    const other = { ...raw, metric: { ...raw.metric, id: "bundle/raw@app.js" } };
    const verdict = blocked({
      comparisons: [slower, heavier, other],
      causes: [cause({ metric: "bundle/raw@app.js" }), cause(), cause()],
    });
    const [remark, ...more] = remarksOf(verdict);
    expect([remark!.level, more]).toEqual(["failure", []]);
    expect(remark!.message.split("\n")).toEqual([
      expect.stringMatching(/^bundle\/raw of app.js rose/),
      expect.stringMatching(/^bundle\/gzip of app.js rose/),
    ]);
  });

  test("of many the worst 200 are kept", () => {
    const causes = Array.from({ length: 500 }, (_, line) => cause({ at: { file: "a.ts", line: line + 1 } }));
    const watched = Array.from({ length: 500 }, (_, line) => broken({ level: "warn", at: { file: "b.js", line } }));
    const remarks = remarksOf(blocked({ causes, budgets: watched }));
    expect(remarks).toHaveLength(200);
    expect(new Set(remarks.map(({ level }) => level))).toEqual(new Set(["failure"]));
  });

  test("no command for a runner, and no more than 64 kB, comes from a name", () => {
    const name = `\n::error::x\r${"n".repeat(9_000)}##[error]`;
    const causes = Array.from({ length: 900 }, (_, index) => cause({ name: `${index}${name}`, note: name }));
    const [{ message } = { message: "" }] = remarksOf(blocked({ causes }));
    expect(Buffer.byteLength(message)).toBeLessThan(64_000);
    expect(message).not.toMatch(/(?:^|\s)::|##\[/m);
  });
});
