// src/measure/lighthouse/flows/steps.ts
import { z } from "../../../vendor/zod.js";
import { jsonOf } from "../../json.js";
import { asName, LONGEST_TIME, shortened } from "../../subject.js";
import { STEP_AUDITS } from "../metrics.js";
var MOST = 50;
var LONGEST_NAME = 200;
var name = z.string().max(1e5).nullable();
var stepSchema = z.object({
  name,
  /** What kept Lighthouse from measuring the step. */
  error: z.string().nullable(),
  benchmarkIndex: z.number().positive().max(Number.MAX_SAFE_INTEGER),
  /** By audit; null: it does not apply. */
  values: z.record(z.string(), z.number().min(0).max(LONGEST_TIME).nullable())
});
var outcomeSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("done"), steps: z.array(stepSchema).min(1).max(MOST) }),
  z.object({ kind: z.literal("failed"), step: z.object({ number: z.int().min(0), name }), why: z.string() })
]);
function parseOutcome(text) {
  const parsed = outcomeSchema.safeParse(jsonOf(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return failed(
      null,
      `what it gave cannot be read, at ${issue?.path.join(".") || "its beginning"}: ${issue?.message}`
    );
  }
  if (parsed.data.kind === "failed") {
    const { step, why } = parsed.data;
    return failed(step.number === 0 ? null : named(step.name, step.number - 1), why);
  }
  const { steps } = parsed.data;
  const names = namesOf(steps.map((step) => step.name));
  const broken = steps.findIndex(({ error }) => error !== null);
  if (broken >= 0) return failed(names[broken], steps[broken].error);
  return {
    kind: "done",
    steps: steps.map(({ values, benchmarkIndex }, index) => ({
      name: names[index],
      values: valuesOf(values),
      benchmarkIndex
    }))
  };
}
function failed(step, said) {
  const why = `${shortened(said.trim().split("\n")[0], 300).replace(/\.$/u, "")}.`;
  if (step === null) return { kind: "failed", why };
  return { kind: "failed", why: `at ${/^step \d+$/u.test(step) ? step : `its step ${JSON.stringify(step)}`}: ${why}` };
}
function valuesOf(audits) {
  return new Map(
    Object.entries(audits).flatMap(([audit, value]) => {
      const metric = STEP_AUDITS.get(audit);
      return metric === void 0 || value === null ? [] : [[metric, value]];
    })
  );
}
function namesOf(own) {
  const taken = /* @__PURE__ */ new Set();
  return own.map((one, index) => {
    const plain = named(one, index);
    let name2 = plain;
    for (let count = 2; taken.has(name2); count++) name2 = `${plain} (${count})`;
    taken.add(name2);
    return name2;
  });
}
function named(own, index) {
  return own === null || own.trim() === "" ? `step ${index + 1}` : asName(shortened(own.trim(), LONGEST_NAME));
}
export {
  parseOutcome
};
