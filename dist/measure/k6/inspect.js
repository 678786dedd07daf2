// src/measure/k6/inspect.ts
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "../../vendor/zod.js";
import { ToolError } from "../../errors.js";
var scenarioSchema = z.looseObject({
  executor: z.string(),
  startTime: z.string().nullish(),
  vus: z.number().nullish(),
  startVUs: z.number().nullish(),
  rate: z.number().nullish(),
  startRate: z.number().nullish(),
  timeUnit: z.string().nullish(),
  duration: z.string().nullish(),
  preAllocatedVUs: z.number().nullish(),
  maxVUs: z.number().nullish(),
  stages: z.array(z.object({ duration: z.string(), target: z.number() })).nullish()
});
var thresholdSchema = z.union([z.string(), z.object({ threshold: z.string() })]);
var inspectedSchema = z.object({
  scenarios: z.record(z.string(), scenarioSchema),
  thresholds: z.record(z.string(), z.array(thresholdSchema)).nullish(),
  minIterationDuration: z.string().nullish(),
  rps: z.number().nullish(),
  setupTimeout: z.string().nullish(),
  teardownTimeout: z.string().nullish(),
  ext: z.object({ weighbridge: z.object({ functions: z.array(z.string()), exec: z.record(z.string(), z.string()) }) })
});
async function inspectScript(k6, folder, label, env, system) {
  const file = join(folder, "inspect.js");
  await writeFile(
    file,
    [
      'import { script } from "./slot-a.js";',
      "const all = Object.assign({}, script.default, script);",
      'const functions = Object.keys(all).filter((name) => typeof all[name] === "function");',
      // k6 wants each `exec` exported under its name, which only the wrapper does: taken out here, put back below.
      "const scenarios = Object.entries((all.options ?? {}).scenarios ?? {});",
      "const exec = Object.fromEntries(scenarios.map(([name, { exec }]) => [name, exec ?? 'default']));",
      "const bare = scenarios.map(([name, scenario]) => [name, Object.assign({}, scenario, { exec: undefined })]);",
      // `ext` is the one place in k6's options that it passes through unread.
      "export const options = Object.assign({}, all.options, { ext: { weighbridge: { functions, exec } } });",
      "if (scenarios.length > 0) options.scenarios = Object.fromEntries(bare);",
      "export default function () {}"
    ].join("\n")
  );
  const args = ["inspect", "--execution-requirements", "--include-system-env-vars", file];
  const done = await system.processes.run([k6, ...args], { cwd: folder, env, timeout: 6e4 });
  if (done.exitCode !== 0) throw new ToolError(`k6 cannot load ${label}: ${k6Message(done.stderr)}`);
  return parseInspected(done.stdout, label);
}
function parseInspected(printed, label) {
  const parsed = inspectedSchema.safeParse(jsonOf(printed, label));
  if (!parsed.success) {
    const why = z.prettifyError(parsed.error).slice(0, 500);
    throw new ToolError(`k6 inspect described ${label} in an unknown form (${why}): is this k6 v1 or v2?`);
  }
  const { scenarios, thresholds, ext, minIterationDuration, rps, setupTimeout, teardownTimeout } = parsed.data;
  return {
    scenarios: Object.fromEntries(
      Object.entries(scenarios).map(([name, scenario]) => [
        name,
        { ...scenario, exec: Object.hasOwn(ext.weighbridge.exec, name) ? ext.weighbridge.exec[name] : "default" }
      ])
    ),
    thresholds: Object.fromEntries(
      Object.entries(thresholds ?? {}).map(([metric, list]) => [
        metric,
        list.map((entry) => typeof entry === "string" ? entry : entry.threshold)
      ])
    ),
    minIterationDuration: Boolean(minIterationDuration && durationSeconds(minIterationDuration) > 0),
    rps: rps ?? null,
    setupTimeout: setupTimeout ?? null,
    teardownTimeout: teardownTimeout ?? null,
    functions: ext.weighbridge.functions
  };
}
function jsonOf(printed, label) {
  try {
    return JSON.parse(printed);
  } catch (cause) {
    throw new ToolError(`k6 inspect described ${label} in something else than JSON, or in more than 1 MiB.`, { cause });
  }
}
function k6Message(stderr) {
  const lines = stderr.split("\n").filter((line) => line.includes("level=error"));
  const message = /msg="((?:[^"\\]|\\.)*)"/.exec(lines.at(-1) ?? "")?.[1];
  if (message === void 0) return stderr.trim().split("\n").at(-1)?.slice(0, 500) || "it printed no reason";
  const [first = "", ...rest] = message.replaceAll('\\"', '"').split("\\n").map((line) => line.replaceAll("\\t", "").trim());
  const listed = rest.filter((line) => line.startsWith("- ")).map((line) => line.slice(2));
  if (listed.length > 0) return `${first} ${listed.join("; ")}`;
  const at = rest.find((line) => /^at .*\((?!native)/.test(line));
  return at ? `${first} (${at})` : first;
}
function durationSeconds(text) {
  const seconds = { ms: 1e-3, s: 1, m: 60, h: 3600, d: 86400 };
  let sum = 0;
  for (const [, value, unit] of text.matchAll(/(?<![\d.])([\d.]{1,20})(ms|s|m|h|d)/g))
    sum += Number(value) * seconds[unit];
  return sum;
}
export {
  durationSeconds,
  inspectScript,
  k6Message,
  parseInspected
};
