import { describe, expect, it } from "vitest";
import { type Outcome, parseOutcome } from "../../../../src/measure/lighthouse/flows/steps.ts";

/** As the driver writes it. */
const step = (rest: Readonly<Record<string, unknown>> = {}) => ({
  name: "buy",
  error: null,
  benchmarkIndex: 1500,
  values: { "interaction-to-next-paint": 345.471, "cumulative-layout-shift": 0, "long-tasks": 3 },
  ...rest,
});
const parse = (outcome: unknown) => parseOutcome(JSON.stringify(outcome));
const done = (...steps: readonly unknown[]) => parse({ kind: "done", steps });
const namesOf = (outcome: Outcome) => (outcome.kind === "done" ? outcome.steps.map(({ name }) => name) : []);

describe("what a flow gave", () => {
  it("is what each step has of the metrics", () => {
    const values = new Map([
      ["inp", 345.471],
      ["cls", 0],
    ]);
    expect(done(step())).toEqual({ kind: "done", steps: [{ name: "buy", values, benchmarkIndex: 1500 }] });
    const without = step({ values: { "interaction-to-next-paint": null } });
    expect(done(without)).toMatchObject({ steps: [{ values: new Map() }] });
  });

  it("is told apart by names: a step's own, else its place", () => {
    const names = [null, "buy", " ", "buy", " buy ", "buy (2)"].map((name) => step({ name }));
    expect(namesOf(done(...names))).toEqual(["step 1", "buy", "step 3", "buy (2)", "buy (3)", "buy (2) (2)"]);
    const [long] = namesOf(done(step({ name: "x".repeat(90_000) })));
    expect(long).toHaveLength(200);
  });

  it("is nothing where a step could not be measured, in Lighthouse's words", () => {
    const failed = step({ name: null, error: "The page did not load.\n  at stack" });
    expect(done(step(), failed)).toEqual({ kind: "failed", why: "at step 2: The page did not load." });
  });

  it.each([
    [
      { number: 2, name: "buy" },
      "No element found for selector: #buy",
      'at its step "buy": No element found for selector: #buy.',
    ],
    [{ number: 1, name: null }, "Waiting failed.\n    at run", "at step 1: Waiting failed."],
    [{ number: 0, name: null }, "it exports no function", "it exports no function."],
  ])("is nothing of a flow that failed at %j", (at, why, expected) => {
    expect(parse({ kind: "failed", step: at, why })).toEqual({ kind: "failed", why: expected });
  });

  it.each([
    ["nothing", ""],
    ["another kind", JSON.stringify({ kind: "other" })],
    ["no step", JSON.stringify({ kind: "done", steps: [] })],
    ["more steps than anybody writes", JSON.stringify({ kind: "done", steps: Array(51).fill(step()) })],
    ["a speed of nothing", JSON.stringify({ kind: "done", steps: [step({ benchmarkIndex: 0 })] })],
    ["a time below zero", JSON.stringify({ kind: "done", steps: [step({ values: { interactive: -1 } })] })],
    ["a time beyond bounds", JSON.stringify({ kind: "done", steps: [step({ values: { interactive: 1e10 } })] })],
    ["a time that is none", JSON.stringify({ kind: "done", steps: [step({ values: { interactive: "5" } })] })],
  ])("is a failure as %s", (_, text) => {
    expect(parseOutcome(text)).toEqual({
      kind: "failed",
      why: expect.stringMatching(/^what it gave cannot be read, at (?:its beginning|kind|steps[.\w-]*): .+\.$/),
    });
  });
});
