import { expect, test } from "vitest";
import { lostNotes } from "../../../src/measure/postgres/lost.ts";

const RESET = "the counters of pg_stat_statements were reset";
const EITHER = `${RESET}, or held more statements than pg_stat_statements.max`;
const lost = { requests: 2, endpoints: ["shop: GET /a"], losses: ["reset"] } as const;

test("what was lost is told with what it was lost by, where that is known", { tags: ["T26"] }, () => {
  expect(lostNotes("head", { requests: 0, endpoints: [], losses: [] }, null)).toEqual([]);
  expect(lostNotes("head", lost, "unknown")).toEqual([
    `PostgreSQL: 2 requests of head in a round are not counted, so that shop: GET /a has no numbers of that round: ${RESET}.`,
    `PostgreSQL: a round of head has no numbers under load: ${EITHER}.`,
  ]);
  const [both] = lostNotes("base", { ...lost, losses: ["reset", "full"] }, null);
  expect(both).toContain(`: ${EITHER}.`);
  const [full] = lostNotes("base", { ...lost, losses: ["full"] }, null);
  expect(full).toMatch(/threw some out; raise it, or, where target\.reset makes tables anew, .* TRUNCATE or call /u);
  expect(full).not.toContain(RESET);
});
