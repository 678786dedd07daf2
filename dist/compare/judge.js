// src/compare/judge.ts
import { isOfHead } from "../model/finding.js";
import { acceptedOf } from "./accept.js";
function judge(input) {
  const { comparisons, budgets, findings, weighed, accept, onInconclusive, enforce } = input;
  const worstFirst = comparisons.toSorted((a, b) => severity(b) - severity(a));
  const accepted = acceptedOf(worstFirst, accept);
  const acceptedIds = new Set(accepted.map(({ metric }) => metric));
  const gating = comparisons.filter(({ rule }) => rule.role === "gate");
  const unmeasured = weighed.kind === "could-not-measure" ? [{ kind: weighed.kind, why: weighed.why }] : [];
  const failures = [
    ...worstFirst.filter(
      ({ metric, rule, change }) => rule.role === "gate" && change === "regressed" && !acceptedIds.has(metric.id)
    ).map(({ metric }) => ({ kind: "regressed", metric: metric.id })),
    ...budgetReasons(budgets, (check) => check.level === "max" && check.outcome === "broken"),
    ...findings.filter((finding) => finding.blocks && isOfHead(finding)).map((finding) => ({ kind: "finding", finding }))
  ];
  const silent = budgetReasons(budgets, (check) => check.metric === null && check.outcome === "no-samples");
  const lost = (gates) => (input.unwatched ?? []).filter((one) => one.gates === gates).map(unwatchedReason);
  const open = [
    ...lost(true),
    ...silentMetrics(gating, budgets).map((metric) => ({ kind: "missing", metric })),
    ...findings.filter(({ blocks, since }) => input.isUnfit === true && blocks && since === "unclear").map((finding) => ({ kind: "finding", finding })),
    ...gating.filter(({ change }) => change === "inconclusive").map(({ metric, note }) => ({ kind: "inconclusive", metric: metric.id, why: note ?? "" })),
    ...weighed.kind === "no-base" ? [{ kind: "not-compared", why: weighed.why }] : []
  ];
  const remarks = [
    ...lost(false),
    ...accepted.map(({ metric }) => ({ kind: "accepted", metric })),
    ...weighed.kind === "budgets-only" ? [{ kind: "not-compared", why: weighed.why }] : [],
    ...weighed.kind === "same-bytes" ? [{ kind: "same-bytes", why: weighed.why }] : [],
    ...budgetReasons(budgets, (check) => check.level === "max" && check.outcome === "broken-by-estimate"),
    ...budgetReasons(budgets, (check) => check.level === "warn" && check.outcome.startsWith("broken"))
  ];
  const verdict = verdictOf(unmeasured, failures, silent, open);
  const override = verdict !== "error" && isFor(input.override, input.commit) ? input.override : null;
  return {
    verdict,
    blocks: override === null && wouldBlock({ verdict, enforce, onInconclusive }),
    reasons: [...unmeasured, ...failures, ...silent, ...open, ...remarks],
    accepted,
    override
  };
}
function unwatchedReason({ watcher, why, rounds }) {
  return { kind: "unwatched", watcher, why, rounds };
}
function wouldBlock({
  verdict,
  enforce,
  onInconclusive
}) {
  return enforce && (verdict === "fail" || verdict === "inconclusive" && onInconclusive === "fail");
}
function isFor(override, commit) {
  return override !== null && override.commit === commit;
}
function verdictOf(unmeasured, failures, silent, open) {
  if (unmeasured.length > 0) return "error";
  if (failures.length > 0) return "fail";
  if (silent.length > 0) return "error";
  return open.length > 0 ? "inconclusive" : "pass";
}
function isOpen({ change }) {
  return change === "inconclusive" || change === "missing";
}
function silentMetrics(gating, budgets) {
  const gone = gating.filter(({ change }) => change === "missing").map(({ metric }) => metric.id);
  const unkept = budgets.flatMap(
    ({ metric, level, outcome }) => metric !== null && level === "max" && outcome === "no-samples" ? [metric] : []
  );
  const open = new Set(gating.filter(({ change }) => change === "inconclusive").map(({ metric }) => metric.id));
  return [.../* @__PURE__ */ new Set([...gone, ...unkept])].filter((id) => !open.has(id));
}
function budgetReasons(budgets, matches) {
  return budgets.filter(matches).map((check) => ({ kind: "budget", check }));
}
function severity({ effect, rule }) {
  return effect === null || rule.detect <= 0 ? Number.MAX_VALUE : Math.abs(effect.value) / rule.detect;
}
export {
  isFor,
  isOpen,
  judge,
  wouldBlock
};
