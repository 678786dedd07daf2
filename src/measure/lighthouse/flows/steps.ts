/** What a user flow gave, from what its driver wrote. Pure. */
import { z } from "zod";
import { jsonOf } from "../../json.ts";
import { asName, LONGEST_TIME, shortened } from "../../subject.ts";
import { STEP_AUDITS, type StepName } from "../metrics.ts";

export interface Step {
  /** Unique in its flow. */
  readonly name: string;
  /** What its kind of step has, in the metric's unit. */
  readonly values: ReadonlyMap<StepName, number>;
  readonly benchmarkIndex: number;
}

/** failed: `why` is a sentence, with the step where one was begun. */
export type Outcome =
  | { readonly kind: "done"; readonly steps: readonly Step[] }
  | { readonly kind: "failed"; readonly why: string };

/** Steps of one flow. */
const MOST = 50;
const LONGEST_NAME = 200;

const name = z.string().max(100_000).nullable();

const stepSchema = z.object({
  name,
  /** What kept Lighthouse from measuring the step. */
  error: z.string().nullable(),
  benchmarkIndex: z.number().positive().max(Number.MAX_SAFE_INTEGER),
  /** By audit; null: it does not apply. */
  values: z.record(z.string(), z.number().min(0).max(LONGEST_TIME).nullable()),
});

const outcomeSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("done"), steps: z.array(stepSchema).min(1).max(MOST) }),
  z.object({ kind: z.literal("failed"), step: z.object({ number: z.int().min(0), name }), why: z.string() }),
]);

/** What cannot be read is a failure too. */
export function parseOutcome(text: string): Outcome {
  const parsed = outcomeSchema.safeParse(jsonOf(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return failed(
      null,
      `what it gave cannot be read, at ${issue?.path.join(".") || "its beginning"}: ${issue?.message}`,
    );
  }
  if (parsed.data.kind === "failed") {
    const { step, why } = parsed.data;
    return failed(step.number === 0 ? null : named(step.name, step.number - 1), why);
  }
  const { steps } = parsed.data;
  const names = namesOf(steps.map((step) => step.name));
  const broken = steps.findIndex(({ error }) => error !== null);
  if (broken >= 0) return failed(names[broken]!, steps[broken]!.error!);
  return {
    kind: "done",
    steps: steps.map(({ values, benchmarkIndex }, index) => ({
      name: names[index]!,
      values: valuesOf(values),
      benchmarkIndex,
    })),
  };
}

/** @param step null: before the first */
function failed(step: string | null, said: string): Outcome {
  const why = `${shortened(said.trim().split("\n")[0]!, 300).replace(/\.$/u, "")}.`;
  if (step === null) return { kind: "failed", why };
  return { kind: "failed", why: `at ${/^step \d+$/u.test(step) ? step : `its step ${JSON.stringify(step)}`}: ${why}` };
}

function valuesOf(audits: Readonly<Record<string, number | null>>): Step["values"] {
  return new Map(
    Object.entries(audits).flatMap(([audit, value]) => {
      const metric = STEP_AUDITS.get(audit);
      return metric === undefined || value === null ? [] : [[metric, value] as const];
    }),
  );
}

/** Its own name, or its place; where two have the same one, later ones are numbered. */
function namesOf(own: readonly (string | null)[]): readonly string[] {
  const taken = new Set<string>();
  return own.map((one, index) => {
    const plain = named(one, index);
    let name = plain;
    for (let count = 2; taken.has(name); count++) name = `${plain} (${count})`;
    taken.add(name);
    return name;
  });
}

/** Lighthouse would name it after the address, which is another one each round. */
function named(own: string | null, index: number): string {
  return own === null || own.trim() === "" ? `step ${index + 1}` : asName(shortened(own.trim(), LONGEST_NAME));
}
