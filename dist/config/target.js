// src/config/target.ts
import { z } from "../vendor/zod.js";
import { duration, environment, insidePath, text, variableName } from "../measure/fields.js";
var COMMAND = "a command, as a text (run by the shell) or as a list of words (run without one)";
var READY = "tcp, or a path that starts with /, for example /healthz";
var PORTS = "two different ports from 1 to 65535, one a slot, for example [4001, 4002]";
var PASSED = "the name of an environment variable that is not a token of the runner (GITHUB_TOKEN, ACTIONS_*)";
var commandOr = (error) => z.union([text(COMMAND), z.tuple([text(COMMAND)], text(COMMAND)).readonly()], { error });
var command = commandOr(COMMAND);
var port = z.int().min(1).max(65535);
var isRunnersOwn = (name) => /^(?:GITHUB_TOKEN|ACTIONS_.*)$/iu.test(name);
var building = {
  install: command.exactOptional().describe("Installs packages, once a side."),
  build: command.exactOptional().describe("Builds, once a side."),
  env: environment.default({}).describe("Environment of all the target's commands; ${slot}, ${port} and ${dir} may be used in values."),
  passEnv: z.array(
    variableName.refine((name) => !isRunnersOwn(name), { error: PASSED }),
    { error: "a list of names" }
  ).readonly().default([]).describe("Variables handed to `install` only, masked and listed in the report.")
};
var served = z.strictObject({
  ...building,
  prepare: command.exactOptional().describe("Runs once a slot before the first round; ${slot} is a or b."),
  reset: command.exactOptional().describe("Runs before each round, for each slot."),
  start: commandOr(
    `${COMMAND}, that starts the target (or "static": a folder, or "url": two running sides)`
  ).describe("Starts the target. It gets PORT; ${port}, ${slot} and ${dir} may be used."),
  ready: z.string({ error: READY }).regex(/^(?:tcp|\/[^\p{Cc}\s]*)$/u, { error: READY }).default("tcp").describe("When the target is ready: a path that answers 2xx or 3xx, or tcp: the port is open."),
  deadline: duration({ over: "0s", upTo: "60m", example: "60s" }).prefault("60s").describe("How long it may take to become ready."),
  stop: z.enum(["SIGTERM", "SIGINT", "SIGQUIT", "SIGHUP", "SIGKILL"]).default("SIGTERM").describe("The signal that stops it."),
  ports: z.array(port, { error: PORTS }).length(2, { error: PORTS }).refine(([a, b]) => a !== b, { error: PORTS }).transform((pair) => pair).exactOptional().describe("A fixed pair of ports, one a slot. Without it, free ones.")
}).transform((target) => ({ kind: "command", ...target })).describe("Both sides are built, started and stopped here.");
var folder = z.strictObject({
  ...building,
  static: insidePath("dist").describe("A folder, after the build, that is served as it is.")
}).transform((target) => ({ kind: "static", ...target })).describe("Both sides are built here; a folder of each is served.");
var ADDRESS = "an http or https address without user name, query and fragment, for example https://staging.example.com";
var address = z.string({ error: ADDRESS }).refine(isAddress, { error: ADDRESS }).transform((url) => url.replace(/\/+$/u, ""));
function isAddress(url) {
  return url.length <= 1e3 && /^https?:\/\/[^\s?#@]+$/iu.test(url) && URL.canParse(url);
}
var running = z.strictObject({
  url: z.strictObject(
    { base: address.describe("Where base runs."), head: address.describe("Where head runs.") },
    { error: "a map with an address for base and one for head" }
  ).describe(
    "Sides that are running already. They cannot be restarted: screening only, it never blocks by default."
  ),
  dir: z.strictObject({
    base: insidePath("out/base").describe("Base's built files."),
    head: insidePath("out/head").describe("Head's built files.")
  }).exactOptional().describe("Folders with each side's built files; needed when files are weighed (`bundle`).")
}).transform((target) => ({ kind: "url", ...target })).describe("Both sides run elsewhere.");
var targetSchema = z.union([served, folder, running]).describe("What is weighed.");
export {
  targetSchema
};
