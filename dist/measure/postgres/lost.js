// src/measure/postgres/lost.ts
import { withoutNumbers } from "../lost.js";
var WHY = {
  reset: "the counters of pg_stat_statements were reset",
  full: "pg_stat_statements had more statements than pg_stat_statements.max and threw some out; raise it, or, where target.reset makes tables anew, whose statements are all new to it, have that empty them by TRUNCATE or call pg_stat_statements_reset()",
  unknown: "the counters of pg_stat_statements were reset, or held more statements than pg_stat_statements.max"
};
function lostNotes(side, { requests, endpoints, losses }, load) {
  const uncounted = requests === 1 ? "1 request" : `${requests} requests`;
  const [why, ...others] = losses;
  return [
    ...why === void 0 ? [] : [
      `PostgreSQL: ${uncounted} of ${side} in a round ${requests === 1 ? "is" : "are"} not counted, so that ${withoutNumbers(endpoints)}: ${WHY[others.length === 0 ? why : "unknown"]}.`
    ],
    ...load === null ? [] : [`PostgreSQL: a round of ${side} has no numbers under load: ${WHY[load]}.`]
  ];
}
export {
  lostNotes
};
