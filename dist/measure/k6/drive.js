// src/measure/k6/drive.ts
import { rm } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { TargetError, ToolError } from "../../errors.js";
import { connectionsTouching } from "../../system/sockets.js";
import { deathOf } from "../served.js";
import { endpointName } from "./endpoint.js";
import { foldFile } from "./fold/fold.js";
import { k6Message } from "./inspect.js";
import { runK6 } from "./run.js";
import { aroundTime, mainFor, scriptEnvironment, windowOf } from "./script.js";
var SPARE = { round: 6e4, load: 18e4 };
async function driveScript(input) {
  const { k6, config, script, served, seed, tellApart, purpose = "round", system } = input;
  const { round, folder, label } = script;
  const slots = served.map(({ slot }) => slot).sort();
  const main = await mainFor(script, slots, seed);
  const samples = join(folder, "samples.json.gz");
  const env = scriptEnvironment(config, round, urlsOf(served), system, purpose);
  const timeout = round.warmup + round.measure + aroundTime(script.inspected, slots.length) + SPARE[purpose];
  const abort = deathOf(served);
  const connections = await Promise.all(served.map(connectionsOf));
  const before = processorTimes();
  const log = await runK6({ k6, main, label, folder, env, samples, timeout, abort }, system);
  const busy = busyShare(before, processorTimes());
  const options = {
    selectors: [...script.selectors.values()],
    nameOf: endpointName,
    tellApart,
    windowMs: windowOf(round)
  };
  const fold = await foldFile(samples, options, system.signal);
  await rm(samples);
  checkHosts(fold, label, served);
  checkTagged(fold, label, purpose);
  for (const [index, one] of served.entries()) {
    checkActive(fold, one, label, log);
    await checkReached(one, connections[index], round, label);
    checkAnswering(fold, one, round, label);
  }
  return { fold, busy };
}
function urlsOf(served) {
  return Object.fromEntries(served.map(({ slot, url }) => [slot, url]));
}
function processorTimes() {
  const times = cpus().map(({ times: { user, nice, sys, idle, irq } }) => ({
    idle,
    all: user + nice + sys + idle + irq
  }));
  return times.reduce((sum, one) => ({ idle: sum.idle + one.idle, all: sum.all + one.all }), { idle: 0, all: 0 });
}
function busyShare(before, after) {
  const all = after.all - before.all;
  return all > 0 ? 1 - (after.idle - before.idle) / all : 0;
}
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
async function connectionsOf({ url }) {
  const { hostname, port } = new URL(url);
  const local = hostname === "127.0.0.1" || hostname === "[::1]";
  return local && port !== "" ? connectionsTouching(Number(port)) : null;
}
var REMEMBERED = 3e4;
async function checkReached(server, before, round, label) {
  const after = await connectionsOf(server);
  if (before === null || after === null || [...after].some((one) => !before.has(one))) return;
  if (after.size > 0 && round.warmup + round.measure > REMEMBERED) return;
  throw new ToolError(
    `${label}: k6 says that it sent requests to ${server.side}, but no connection reached ${server.url}: something else answered.`
  );
}
function requests(fold, slot) {
  return fold.cells.filter((cell) => cell.metric === "http_reqs" && cell.slot === slot).reduce((sum, { aggregate }) => sum + (aggregate.kind === "counter" ? aggregate.sum : 0), 0);
}
export {
  checkAnswering,
  driveScript,
  lastError,
  urlsOf
};
