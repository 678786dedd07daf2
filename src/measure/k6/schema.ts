/** The `k6` section of the config. */
import { z } from "zod";
import type { MetricFamily } from "../collected.ts";
import { duration, environment, insidePath, oneOrMore, text, variableName } from "../fields.ts";

const HOST = "a host, or host:port, without scheme and path, for example api.example.com";
const VERSION = "a version of k6 as three numbers, for example 2.2.0";

const SHA256 = "a SHA-256 of 64 hexadecimal digits, from k6-v<version>-checksums.txt of the release";

/** Milliseconds; k6 refuses a shorter duration. */
const SHORTEST = 1000;

const round = z
  .strictObject({
    warmup: duration({ from: "0s", upTo: "60m", example: "1s" })
      .prefault("1s")
      .describe("Load before measuring starts; its samples are cut."),
    // Absent is not 5s: only then may the planner lengthen it for a target that starts slowly.
    measure: duration({ over: "0s", upTo: "60m", example: "5s" })
      .exactOptional()
      .describe(
        "Load that is measured, each round. Without it 5s, or 10s, 20s or 30s where the target takes longer to start.",
      ),
  })
  .refine(({ warmup, measure }) => warmup + (measure ?? SHORTEST) >= SHORTEST, {
    error: "warmup and measure of at least 1s together: k6 runs no shorter",
    params: { whole: true },
  })
  .describe("The length of one round.");

export const schema = z
  .strictObject({
    scripts: oneOrMore(insidePath("perf/checkout.js"), "a path or a list of paths, for example [perf/checkout.js]")
      .refine((list) => new Set(list).size === list.length, { error: "each script once" })
      .describe("Your k6 scripts; each drives both sides."),
    round: round.prefault({}),
    urlEnv: variableName
      .default("BASE_URL")
      .describe("The environment variable in which a script finds the target's address."),
    env: environment.default({}).describe("Further environment variables of the scripts."),
    scenario: text("the name of a scenario")
      .exactOptional()
      .describe("The scenario to run when a script has several that do not start together."),
    allowHosts: z
      .array(z.string({ error: HOST }).regex(/^(?:[a-z0-9_.*-]+|\[[0-9a-f:]+\])(?::\d{1,5})?$/iu, { error: HOST }), {
        error: "a list of hosts",
      })
      .readonly()
      .default([])
      .describe("Hosts besides the target that a script may call."),
    driver: z
      .enum(["auto", "twin", "alternate"])
      .default("auto")
      .describe(
        "twin: one k6 drives both sides at once; alternate: one k6 run a side, in turn; auto: twin where the script allows.",
      ),
    path: text("the path of a k6 program")
      .exactOptional()
      .describe("A k6 program to use. Without it: PATH, the tool cache, the release, Go."),
    version: z
      .string({ error: VERSION })
      .regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/u, { error: VERSION })
      .exactOptional()
      .describe("The version of k6 to have. Without it any k6 1 or 2 on PATH, else 2.2.0 is installed."),
    sha256: z
      .string({ error: SHA256 })
      .regex(/^[0-9a-fA-F]{64}$/u, { error: SHA256 })
      .exactOptional()
      .describe(
        "Of the release archive of `k6.version` for the runner's system: then nothing but that archive is used.",
      ),
  })
  .superRefine(({ sha256, version, path }, context) => {
    const whole = (message: string) =>
      context.addIssue({ code: "custom", path: ["sha256"], message, params: { whole: true } });
    if (sha256 === undefined) return;
    if (version === undefined) whole("a SHA-256 of a release archive says nothing without its version: add k6.version");
    if (path !== undefined) whole("a SHA-256 of a release archive is not of a program of one's own: leave out k6.path");
  })
  .describe("Load tests by your own k6 scripts, both sides compared.");

export type K6Config = z.output<typeof schema>;

export const metrics: readonly MetricFamily[] = [
  { glob: "latency-*", units: ["ms"], scale: "ratio" },
  { glob: "error-rate", units: ["fraction"], scale: "difference" },
  // The script's own metrics: a Trend of times, a number, a counter, or a Rate.
  { glob: "*", units: ["ms", "number", "count", "fraction"] },
];
