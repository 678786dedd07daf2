import { expect, test } from "vitest";
import type { Comparison } from "../../../../src/model/comparison.ts";
import { OTHERWISE_AGAIN } from "../../../../src/model/plan.ts";
import type { Verdict } from "../../../../src/model/verdict.ts";
import { nextSteps } from "../../../../src/report/render/words/advice.ts";
import type { Links } from "../../../../src/report/render/words/links.ts";
import { STATES } from "../../states.ts";
import { budget, CASES, verdictOf } from "../../verdicts.ts";

const texts = (verdict: Verdict) => nextSteps(verdict, verdict.comparisons, {}).map(({ text }) => text);
const isAgain = (text: string) => /^Run the job again/.test(text);
const advice = (verdict: Verdict) => texts(verdict).find((text) => !isAgain(text));

test("there is something to do unless it passed, or was let pass", () => {
  expect(texts(CASES.pass!)).toEqual([]);
  expect(texts(STATES.overridden!)).toEqual([]);
  expect(texts(CASES.budgets!).at(-1)).toMatch(/^If the limit is out of date/);
  expect(advice(CASES["new-and-missing"]!)).toContain("`off`");
});

test("nobody is told to run it until it passes: only what is open is gone on with", () => {
  const again = (verdict: Verdict) => texts(verdict).filter(isAgain);
  expect(again(CASES.inconclusive!)).toHaveLength(1);
  for (const name of ["fail", "budgets", "base-failed", "new-and-missing", "stored-inconclusive"])
    expect(again(CASES[name]!)).toEqual([]);
  expect(again(STATES.unfit!)).toEqual([]);
  expect(texts(CASES.fail!)[0]).toContain("this verdict stands");
});

test("nobody is promised that rounds count where those of the attempt before did not, or where no commit tells what is asked", () => {
  const open = CASES.inconclusive!;
  const again = (over: Partial<Verdict>) => texts({ ...open, ...over }).filter(isAgain);
  const discarded = (why: string) => [
    `The rounds of the attempt before do not count here, as ${why}; what it spent does.`,
  ];
  expect(again({ notices: discarded(`k6 measures otherwise now, ${OTHERWISE_AGAIN}`) })).toEqual([]);
  expect(again({ notices: discarded("k6 measures otherwise now") })).toHaveLength(1);
  expect(again({ base: { ...open.base, commit: null } })).toEqual([]);
});

test("a quieter runner does not repair what was not watched: both are said", () => {
  const unwatched = { kind: "unwatched", watcher: "postgres", why: "The password is wrong.", rounds: 0 } as const;
  const { reasons } = STATES.unfit!;
  expect(texts({ ...STATES.unfit!, reasons: [unwatched, ...reasons] })).toEqual([
    expect.stringMatching(/^Repair what is named above and run it again\. .*\("postgres\/\*"\)/),
    expect.stringMatching(/^More rounds do not help on a runner like this/),
  ]);
  expect(texts({ ...CASES.inconclusive!, reasons: [unwatched] })).toHaveLength(1);
});

test("that nothing is measured again is said of jobs alone, also where a reader may have no job", () => {
  const repair = (links: Links) => nextSteps(CASES.fail!, [], links)[0]!.text;
  const go = (links: Links) => nextSteps(CASES.inconclusive!, [], links)[0]!.text;
  const run = "https://example.test/j";
  expect(repair({ run })).toContain("Running the job again does not measure again");
  expect(repair({})).toContain("Where a workflow runs this again, it does not measure again");
  expect(go({ run })).toMatch(/^Run the job again: it goes on/);
  expect(go({})).toMatch(/^Run the job again, or `weighbridge run --earlier /);
});

test("what is accepted already is not to be pasted again", () => {
  const { accepted } = STATES.accepted!;
  const pasted = (verdict: Verdict) =>
    nextSteps(verdict, verdict.comparisons, {})
      .flatMap(({ yaml }) => yaml ?? [])
      .join("\n");
  expect(pasted(CASES.fail!)).toContain(accepted[0]!.metric);
  expect(pasted({ ...CASES.fail!, accepted })).toContain("bundle/gzip@app.js");
  expect(pasted({ ...CASES.fail!, accepted })).not.toContain(accepted[0]!.metric);
});

test("both builds can be measured anew, by the commit of base, or limits alone", () => {
  const [, explain] = texts(CASES.fail!);
  expect(explain).toContain("`weighbridge run --base 5f3c1e0a9b` measures both builds");
  const byAddress = { ...CASES.fail!, base: { ...CASES.fail!.base, commit: null } };
  expect(texts(byAddress)[1]).toContain("`weighbridge run` measures both builds");
  expect(texts(STATES["budgets-only"]!)[1]).toContain("`weighbridge run --mode budgets` measures it anew");
});

test("who typed the command is told of its files and options, not of jobs", () => {
  const typed = (verdict: Verdict) => nextSteps(verdict, verdict.comparisons, {}, "terminal").map(({ text }) => text);
  expect(typed(CASES.fail!)[0]).toContain("`report.html`");
  expect(typed(CASES.inconclusive!)[0]).toContain("`weighbridge run --earlier .weighbridge/rounds.json`");
  for (const verdict of [CASES.fail!, CASES.inconclusive!]) expect(typed(verdict).join(" ")).not.toMatch(/\bjob\b/);
});

test("links are given where there are any", () => {
  const links = { report: "https://example.test/r", run: "https://example.test/j" };
  expect(nextSteps(CASES.fail!, [], links)[0]!.link).toEqual({ label: "The report", url: links.report });
  expect(nextSteps(CASES.error!, [], links)[1]!.link?.url).toBe(links.run);
});

test("more time is asked for only where time cut the rounds", () => {
  const unsettled = CASES.inconclusive!;
  expect(advice(unsettled)).toMatch(/`gate\.effort: thorough` or a longer `k6\.round\.measure`/);
  expect(advice(unsettled)).not.toContain("maxMinutes");
  const line = "3 rounds of 9 s ≈ 0.5 minutes (gate.maxMinutes is 0.5; effort standard wants 12): too few";
  const measuredBy = [{ collector: "k6", rounds: 3, discarded: [], notes: [line] }];
  for (const cut of [{ notices: [line] }, { measuredBy }]) {
    expect(advice({ ...unsettled, ...cut })).toMatch(/raise `gate\.maxMinutes`/);
    expect(advice({ ...unsettled, ...cut })).not.toContain("thorough");
  }
});

test("no rounds are asked for that no effort has, nor on a runner that is unfit", () => {
  const unsettled = CASES.inconclusive!;
  const [first] = unsettled.reasons as [Extract<Verdict["reasons"][number], { kind: "inconclusive" }>];
  const open = unsettled.comparisons.find(({ metric }) => metric.id === first.metric)!;
  const seeing = (times: number) => {
    const one = { ...open, rounds: 15, smallestVisible: times * open.rule.detect };
    return advice({ ...unsettled, comparisons: [one] });
  };
  // Twice as far takes four times the rounds.
  expect(seeing(1.99)).toMatch(/^More rounds/);
  expect(seeing(2.01)).toMatch(/^No effort has as many rounds as this takes: raise `detect`/);
  const collectors = unsettled.plan!.collectors.map((one) => ({ ...one, unfit: "it leapt" }));
  expect(advice({ ...unsettled, plan: { ...unsettled.plan!, collectors } })).toMatch(/on a quieter one\.$/);
});

test("where rounds that are alike show nothing of how they vary, the interval tells how many rounds it takes", () => {
  const open = (id: string) => STATES["inconclusive-several"]!.comparisons.find(({ metric }) => metric.id === id)!;
  const said = (one: Comparison, over: Partial<Comparison>) =>
    advice({
      ...CASES.inconclusive!,
      reasons: [{ kind: "inconclusive", metric: one.metric.id, why: "" }],
      comparisons: [{ ...one, rounds: 7, ...over }],
    });
  const rate = open("k6/errors@checkout: GET /cart");
  const upTo = (high: number) => ({ smallestVisible: 0, effect: { value: 0, low: -high, high } });
  // That bound falls with the number of the rounds where nothing failed: 24 requests a round take 67 rounds, 40 take 40.
  const rule = { ...rate.rule, detect: 0.005 };
  expect(said(rate, { rule, ...upTo(0.0271) })).toMatch(/^No effort has as many rounds as this takes/);
  expect(said(rate, { rule, ...upTo(0.0167) })).toMatch(/^More rounds/);
  // And with the square root of it else.
  const failing = { rule, base: 0.01, head: 0.01 };
  expect(said(rate, { ...failing, ...upTo(0.0104) })).toMatch(/^No effort has/);
  expect(said(rate, { ...failing, ...upTo(0.0103) })).toMatch(/^More rounds/);
  // What seems to have got worse is settled as such all the sooner.
  const latency = open("k6/latency-tm95@checkout: GET /cart");
  const worse = { smallestVisible: 0.06, effect: { value: 0.06, low: 0.01, high: 0.16 } };
  expect(said(latency, worse)).toMatch(/^More rounds/);
});

test("k6's rounds are of no use to what another collector measures", () => {
  const reasons = [{ kind: "inconclusive", metric: "lighthouse/lcp@/cart", why: "" }] as const;
  const said = advice(verdictOf({ verdict: "inconclusive", reasons }));
  expect(said).toContain("`gate.effort: thorough`");
  expect(said).not.toContain("k6");
});

test("without a base, no number of rounds helps", () => {
  expect(advice(CASES["base-failed"]!)).toMatch(/something to be set against/);
});

test("set beside stored jobs, neither rounds nor minutes help", () => {
  expect(advice(CASES["stored-inconclusive"]!)).toMatch(/`mode: auto`, or store more jobs/);
});

test("only where nothing was judged does it say so", () => {
  expect(advice(CASES.error!)).toMatch(/^Nothing was judged/);
  expect(advice(CASES["threshold-without-samples"]!)).toMatch(/metric name and the tags/);
  const reasons = [{ kind: "could-not-measure", why: "k6 ended." }] as const;
  expect(advice(verdictOf({ verdict: "error", reasons, budgets: [budget()] }))).not.toContain("Nothing was judged");
});
