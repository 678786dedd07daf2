// src/measure/resources/cgroup.ts
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ToolError } from "../../errors.js";
import { lookup } from "./proc.js";
async function readGroup(folder) {
  const text = (name) => readFile(join(folder, name), "utf8").catch(() => null);
  const [cpu, io, memory, parts, limit, quota, pids] = await Promise.all(
    ["cpu.stat", "io.stat", "memory.current", "memory.stat", "memory.max", "cpu.max", "pids.current"].map(text)
  );
  if (!cpu?.includes("usage_usec ")) {
    throw new ToolError(
      `resources.cgroup: ${folder} is no version 2 control group (there is no cpu.stat with usage_usec in it): name the container's own, which exists while it runs.`
    );
  }
  return {
    cpu: lookup(cpu, " ")("usage_usec") / 1e3,
    ...parseGroupIo(io ?? null),
    ...parseGroupMemory(memory ?? null, parts ?? null),
    limit: numberOf(limit),
    processors: parseGroupQuota(quota ?? null),
    threads: numberOf(pids)
  };
}
function parseGroupIo(text) {
  if (text === null) return { read: null, written: null };
  const sum = (name) => text.split(/\s+/).filter((word) => word.startsWith(`${name}=`)).reduce((total, word) => total + (Number(word.slice(name.length + 1)) || 0), 0);
  return { read: sum("rbytes"), written: sum("wbytes") };
}
function parseGroupMemory(current, stat) {
  const all = numberOf(current);
  if (all === null || stat === null) return { memory: all, anonymous: all };
  const bytes = lookup(stat, " ");
  const anonymous = bytes("anon");
  const memory = Math.max(anonymous, all - bytes("active_file") - bytes("inactive_file"));
  return { memory, anonymous };
}
function parseGroupQuota(text) {
  const [quota, period] = (text ?? "").split(" ").map(Number);
  return quota > 0 && period > 0 ? quota / period : null;
}
async function processesOf(folder) {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const below = entries.filter((entry) => entry.isDirectory()).map(({ name }) => processesOf(join(folder, name)));
  const own = await readFile(join(folder, "cgroup.procs"), "utf8").catch(() => "");
  const ids = own.split("\n").map(Number);
  return [...ids.filter((id) => id > 0), ...(await Promise.all(below)).flat()];
}
function numberOf(text) {
  const number = Number.parseInt(text ?? "", 10);
  return Number.isFinite(number) ? number : null;
}
export {
  parseGroupIo,
  parseGroupMemory,
  parseGroupQuota,
  processesOf,
  readGroup
};
