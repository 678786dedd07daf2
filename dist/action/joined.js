// src/action/joined.ts
import { renderJoined } from "../report/render/markdown/joined.js";
var WORST = ["fail", "error", "inconclusive", "pass"];
function worstOf(reports) {
  const kinds = reports.map(({ outcome }) => outcome.kind === "verdict" ? outcome.verdict.verdict : "error");
  return WORST.find((kind) => kinds.includes(kind)) ?? null;
}
function joinedBody(reports) {
  return renderJoined(
    reports.map(
      ({ gate, outcome, links }) => outcome.kind === "verdict" ? { verdict: outcome.verdict, links } : { gate, why: outcome.why }
    )
  );
}
export {
  joinedBody,
  worstOf
};
