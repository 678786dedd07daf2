/**
 * Whether what a run of k6 measured can be believed, by its samples. Pure. Each check throws ToolError, or TargetError where a
 * side is to blame.
 */
import { TargetError, ToolError } from "../../errors.ts";
import type { Slot } from "../../model/series.ts";
import type { Served } from "../served.ts";
import type { Fold } from "./fold/shapes.ts";
import { k6Message } from "./inspect.ts";
import type { RoundLength } from "./plan.ts";
import type { Purpose } from "./run.ts";

/** Requests that left the target, as the driver counted them: measuring anything else would be a lie. */
export function checkHosts(fold: Fold, label: string, served: readonly Served[]): void {
  const refused = fold.cells.filter(({ metric }) => metric === "weighbridge_refused");
  if (refused.length === 0) return;
  const counts = new Map<string, number>();
  for (const { name, aggregate } of refused) {
    if (aggregate.kind === "counter") counts.set(name ?? "?", (counts.get(name ?? "?") ?? 0) + aggregate.sum);
  }
  const sent = served.map(({ slot }) => requests(fold, slot)).reduce((sum, count) => sum + count, 0);
  const hosts = [...counts].map(([host, count]) => `${count} requests went to ${host}`).join(", ");
  throw new ToolError(
    `${label}: ${hosts}, ${sent} to the target: let the script take its address from __ENV.BASE_URL (k6.urlEnv renames it), or list the host in k6.allowHosts.`,
  );
}

function requests(fold: Fold, slot: Slot): number {
  return fold.cells
    .filter((cell) => cell.metric === "http_reqs" && cell.slot === slot)
    .reduce((sum, { aggregate }) => sum + (aggregate.kind === "counter" ? aggregate.sum : 0), 0);
}

/** Requests that k6 sends by itself (`response.submitForm`, `clickLink`) belong to nobody we know. */
export function checkTagged(fold: Fold, label: string, purpose: Exclude<Purpose, object>): void {
  const untagged = fold.cells.filter(
    ({ metric, slot, scenario }) => metric === "http_reqs" && slot === null && scenario,
  );
  // Of setup and teardown too, where all are counted.
  if (untagged.length === 0 && (purpose === "round" || fold.untold === 0)) return;
  throw new ToolError(
    `${label}: some requests cannot be told apart a side, as those of response.submitForm() and clickLink(): send them by http.post() and http.get().`,
  );
}

/** A side that nothing was asked of was not measured. */
export function checkActive(fold: Fold, { slot, side }: Served, label: string, log: string): void {
  if (fold.cells.some((cell) => cell.slot === slot && !cell.metric.startsWith("weighbridge_"))) return;
  throw new ToolError(`${label} made no request to ${side} in the measured time.${lastError(log)}`);
}

/** The last error of k6's log as a sentence to add; nothing where there is none. */
export function lastError(log: string): string {
  return log.includes("level=error") ? ` The script's last error: ${k6Message(log)}` : "";
}

/** Answers of the other side beside which none is no chance. */
const MANY = 20;

/**
 * A server that hangs answered as fast as ever what came before, and k6 counts no request without an answer: where VUs are
 * left to wait, nothing tells of it but the end of the round, in which the other side still answers. Silence no longer than
 * its own longest answer is slowness, which is measured.
 */
export function checkAnswering(
  { answers, windows }: Pick<Fold, "answers" | "windows">,
  { slot, side }: Pick<Served, "slot" | "side">,
  { measure }: Pick<RoundLength, "measure">,
  label: string,
): void {
  const [own, other] = [answers[slot], answers[slot === "a" ? "b" : "a"]];
  if (!own || !other) return;
  const silence = other.last - own.last;
  if (silence <= Math.max(own.longest, measure / 4)) return;
  const answered = windows.series
    .filter((one) => one.slot !== slot)
    .flatMap((one) => one.windows.filter(({ start }) => start >= own.last))
    .reduce((sum, { requests }) => sum + requests, 0);
  if (answered < MANY) return;
  throw new TargetError(
    side,
    `${side}: for the last ${(silence / 1000).toFixed(1)} s of a round of ${label} it answered no request, and the other side ${answered}: it hangs under load, or takes longer to answer than the round lasts (k6.round.measure).`,
  );
}
