import { expect, test } from "vitest";
import type { Verdict } from "../../../../src/model/verdict.ts";
import { escapeText } from "../../../../src/report/render/escape.ts";
import { methodOf } from "../../../../src/report/render/words/method.ts";
import { verdictOf } from "../../verdicts.ts";

const evidence = (verdict: Verdict) => methodOf(verdict, escapeText).find(({ label }) => label === "Evidence")?.text;

test("nothing is said to be built here that runs elsewhere", () => {
  const built = verdictOf();
  const elsewhere = { base: { ...built.base, commit: null }, head: { ...built.head, commit: null } };
  expect(evidence(built)).toBe("base and head built here and measured in turn, in interleaved rounds");
  expect(evidence({ ...built, ...elsewhere })).toBe(
    "base and head, running elsewhere, measured in turn, in interleaved rounds",
  );
});
