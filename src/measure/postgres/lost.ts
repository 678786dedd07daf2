/** What is said of counters that were lost in a round, and of what they were lost by. Pure. */
import type { Side } from "../../model/series.ts";
import { withoutNumbers } from "../lost.ts";
import type { Loss } from "./counters.ts";
import type { Lost } from "./trace.ts";

const WHY: Readonly<Record<Loss, string>> = {
  reset: "the counters of pg_stat_statements were reset",
  full: "pg_stat_statements had more statements than pg_stat_statements.max and threw some out; raise it, or, where target.reset makes tables anew, whose statements are all new to it, have that empty them by TRUNCATE or call pg_stat_statements_reset()",
  unknown: "the counters of pg_stat_statements were reset, or held more statements than pg_stat_statements.max",
};

/** Sentences. `load`: what those under load were lost by; null: they are there. */
export function lostNotes(side: Side, { requests, endpoints, losses }: Lost, load: Loss | null): readonly string[] {
  const uncounted = requests === 1 ? "1 request" : `${requests} requests`;
  const [why, ...others] = losses;
  return [
    ...(why === undefined
      ? []
      : [
          `PostgreSQL: ${uncounted} of ${side} in a round ${requests === 1 ? "is" : "are"} not counted, so that ${withoutNumbers(endpoints)}: ${WHY[others.length === 0 ? why : "unknown"]}.`,
        ]),
    ...(load === null ? [] : [`PostgreSQL: a round of ${side} has no numbers under load: ${WHY[load]}.`]),
  ];
}
