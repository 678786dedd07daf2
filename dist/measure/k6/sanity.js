// src/measure/k6/sanity.ts
import { TargetError, ToolError } from "../../errors.js";
import { k6Message } from "./inspect.js";
function checkHosts(fold, label, served) {
  const refused = fold.cells.filter(({ metric }) => metric === "weighbridge_refused");
  if (refused.length === 0) return;
  const counts = /* @__PURE__ */ new Map();
  for (const { name, aggregate } of refused) {
    if (aggregate.kind === "counter") counts.set(name ?? "?", (counts.get(name ?? "?") ?? 0) + aggregate.sum);
  }
  const sent = served.map(({ slot }) => requests(fold, slot)).reduce((sum, count) => sum + count, 0);
  const hosts = [...counts].map(([host, count]) => `${count} requests went to ${host}`).join(", ");
  throw new ToolError(
    `${label}: ${hosts}, ${sent} to the target: let the script take its address from __ENV.BASE_URL (k6.urlEnv renames it), or list the host in k6.allowHosts.`
  );
}
function requests(fold, slot) {
  return fold.cells.filter((cell) => cell.metric === "http_reqs" && cell.slot === slot).reduce((sum, { aggregate }) => sum + (aggregate.kind === "counter" ? aggregate.sum : 0), 0);
}
function checkTagged(fold, label, purpose) {
  const untagged = fold.cells.filter(
    ({ metric, slot, scenario }) => metric === "http_reqs" && slot === null && scenario
  );
  if (untagged.length === 0 && (purpose === "round" || fold.untold === 0)) return;
  throw new ToolError(
    `${label}: some requests cannot be told apart a side, as those of response.submitForm() and clickLink(): send them by http.post() and http.get().`
  );
}
function checkActive(fold, { slot, side }, label, log) {
  if (fold.cells.some((cell) => cell.slot === slot && !cell.metric.startsWith("weighbridge_"))) return;
  throw new ToolError(`${label} made no request to ${side} in the measured time.${lastError(log)}`);
}
function lastError(log) {
  return log.includes("level=error") ? ` The script's last error: ${k6Message(log)}` : "";
}
var MANY = 20;
function checkAnswering({ answers, windows }, { slot, side }, { measure }, label) {
  const [own, other] = [answers[slot], answers[slot === "a" ? "b" : "a"]];
  if (!own || !other) return;
  const silence = other.last - own.last;
  if (silence <= Math.max(own.longest, measure / 4)) return;
  const answered = windows.series.filter((one) => one.slot !== slot).flatMap((one) => one.windows.filter(({ start }) => start >= own.last)).reduce((sum, { requests: requests2 }) => sum + requests2, 0);
  if (answered < MANY) return;
  throw new TargetError(
    side,
    `${side}: for the last ${(silence / 1e3).toFixed(1)} s of a round of ${label} it answered no request, and the other side ${answered}: it hangs under load, or takes longer to answer than the round lasts (k6.round.measure).`
  );
}
export {
  checkActive,
  checkAnswering,
  checkHosts,
  checkTagged,
  lastError
};
