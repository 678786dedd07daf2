import { type Rule, USUAL } from "./rule.ts";

/** Relative change of a summary's figure, as scripts over two k6 summaries compute it. */
export function delta(base: number, head: number): number {
  return (head - base) / base;
}

/** What users script around k6: one run against the stored one, slower by 10 % or more of its p95. */
export const k6Delta: Rule = {
  ...USUAL,
  name: "k6, p95 +10 %",
  against: "stored job",
  judge: ({ metrics }) => ({
    alarm: metrics.some(({ head, stored }) => delta(stored[0]!, head[0]!) >= 0.1),
    rounds: 1,
  }),
};
