// src/system/group.ts
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { ToolError } from "../errors.js";
var COOKIE = "WEIGHBRIDGE_JOB";
var POLL = 20;
var KILL_LIMIT = 1e4;
function living(prey) {
  if (process.platform !== "linux") return prey.group !== null && groupExists(prey.group) ? [prey.group] : [];
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    const stat = readStat(pid);
    if (stat === null || stat.state === "Z" || stat.state === "X") return false;
    return stat.group === prey.group || prey.cookie !== null && carries(pid, prey.cookie);
  });
}
async function hunt(prey, signal, grace) {
  const start = performance.now();
  let left = living(prey);
  send(prey, left, signal);
  for (left = living(prey); left.length > 0; left = living(prey)) {
    const waited = performance.now() - start;
    if (waited > grace()) send(prey, left, "SIGKILL");
    if (waited > grace() + KILL_LIMIT) {
      throw new ToolError(`Process ${left.join(", ")} does not end, not even by SIGKILL; end it by hand.`);
    }
    await delay(POLL);
  }
}
function groupExists(group) {
  try {
    process.kill(-group, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
function send(prey, pids, signal) {
  if (pids.length === 0) return;
  if (prey.group !== null) kill(-prey.group, signal);
  for (const pid of pids) if (pid !== prey.group && readStat(pid)?.group !== prey.group) kill(pid, signal);
}
function kill(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
  }
}
function readStat(pid) {
  const text = read(`/proc/${pid}/stat`)?.toString("latin1");
  if (text === void 0) return null;
  const [state, , group] = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { state: state ?? "", group: Number(group) };
}
function carries(pid, cookie) {
  const environment = read(`/proc/${pid}/environ`);
  if (environment === void 0) return false;
  const entry = `${COOKIE}=${cookie}`;
  return environment.subarray(0, entry.length).toString("latin1") === entry || environment.includes(`\0${entry}`);
}
function read(path) {
  try {
    return readFileSync(path);
  } catch {
    return void 0;
  }
}
export {
  COOKIE,
  groupExists,
  hunt,
  living
};
