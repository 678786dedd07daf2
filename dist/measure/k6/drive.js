// src/measure/k6/drive.ts
import { rm } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { deathOf } from "../served.js";
import { endpointName } from "./endpoint.js";
import { foldFile } from "./fold/fold.js";
import { checkReached, connectionsOf } from "./reached.js";
import { runK6 } from "./run.js";
import { checkActive, checkAnswering, checkHosts, checkTagged } from "./sanity.js";
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
export {
  driveScript,
  urlsOf
};
