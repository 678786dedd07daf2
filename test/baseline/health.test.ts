import { expect, test } from "vitest";
import { healthOf } from "../../src/baseline/health.ts";
import { job } from "./make.ts";

const override = {
  by: "octocat",
  permission: "admin",
  reason: "A security fix.",
  commit: "b".repeat(40),
  url: "https://github.invalid/o/r/pull/7#issuecomment-1",
  at: "2026-01-31T12:30:00Z",
};

test("without a stored job there is nothing to say", () => expect(healthOf([])).toBeNull());

test("counts the ten newest jobs, in whatever order they come", () => {
  const old = Array.from({ length: 5 }, (_, i) => job({ run: `old${i}`, minute: i, verdict: "error" }));
  const late = Array.from({ length: 10 }, (_, i) =>
    job({
      run: String(i),
      minute: 100 + i,
      verdict: i < 7 ? "inconclusive" : i === 7 ? "error" : "pass",
      over: { seconds: 60 * (i + 1), ...(i < 7 && { visible: (i + 1) / 100 }), ...(i === 9 && { override }) },
    }),
  );
  expect(healthOf([...late, ...old])).toEqual({
    jobs: 10,
    inconclusive: 7,
    errors: 1,
    overrides: 1,
    minutes: 5.5,
    visible: 0.04,
  });
});

test("jobs of an older version say neither their time nor what they saw", () => {
  const { seconds: _, ...plain } = job();
  expect(healthOf([plain])).toMatchObject({ jobs: 1, minutes: null, visible: null });
});
