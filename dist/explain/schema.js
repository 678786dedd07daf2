// src/explain/schema.ts
import { z } from "../vendor/zod.js";
import { duration, environment, text } from "../measure/fields.js";
var PROFILES = "a whole number from 3 to 20";
var ENDPOINT = "a path that starts with /, for example /debug/pprof/profile";
var COMMAND = "a command for the shell with ${out} in it, the file that it writes; ${pid} and ${seconds} may be used besides";
var LCOV = "a command for the shell with ${out} in it, the file that it writes as LCOV";
var writes = (expected) => text(expected).refine((one) => one.includes("${out}"), { error: expected });
var explainSchema = z.strictObject({
  when: z.enum(["regressed", "moved", "never"]).default("regressed").describe("regressed: when a gating metric of the target regressed; moved: a watched one too."),
  profiler: z.enum(["auto", "node", "go", "python", "jvm", "command", "off"]).default("auto").describe("What profiles the target; auto: what fits the processes that it runs; off: nothing."),
  seconds: duration({ from: "1s", upTo: "2m", example: "3s" }).prefault("3s").describe("How long a profile is."),
  profiles: z.int({ error: PROFILES }).min(3, { error: PROFILES }).max(20, { error: PROFILES }).default(5).describe("Profiles a side, base and head in turn."),
  limit: duration({ from: "10s", upTo: "60m", example: "5m" }).prefault("5m").describe("How long the phase may take in all, beside gate.maxMinutes."),
  go: z.string({ error: ENDPOINT }).regex(/^\/[^\p{Cc}\s?#]*$/u, { error: ENDPOINT }).default("/debug/pprof/profile").describe("Where a Go target answers with its profile."),
  command: z.strictObject({
    run: writes(COMMAND).describe(
      "Profiles the process ${pid} for ${seconds} seconds and writes ${out}; for the shell."
    ),
    format: z.enum(["speedscope", "pprof", "collapsed", "cpuprofile"]).describe("What it writes.")
  }).exactOptional().describe("A profiler of your own, for `profiler: command`."),
  coverage: z.union(
    [
      z.boolean(),
      z.strictObject({
        env: environment.default({}).describe("What head is started with to record which lines ran."),
        run: writes(LCOV).describe("Runs in head's folder once head has ended, and writes ${out} as LCOV.")
      })
    ],
    { error: "true, false or a map with run" }
  ).default(true).describe("Whether to say how many of the changed lines ran: by itself for Node, else by a command.")
}).refine(({ profiler, command }) => profiler !== "command" || command !== void 0, {
  path: ["command"],
  error: "a map with run and format, as profiler is command"
}).describe("What is done to name the functions behind a regression.");
export {
  explainSchema
};
