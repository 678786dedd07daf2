// src/measure/browser/visit.ts
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { TargetError, ToolError } from "../../errors.js";
import { chromeFlags, temporaryFiles } from "../chrome.js";
import { shortened } from "../subject.js";
import { linesOf } from "./lines.js";
import { parseTold, visitOf, vitalsIn } from "./read.js";
import { visitEnvironment } from "./script.js";
var TIME = 9e4;
async function visitPage(input) {
  const first = await tryPage(input);
  if (first.kind === "done") return first.visit;
  const second = await tryPage(input);
  if (second.kind === "done") return second.visit;
  const { side } = input.served;
  throw new TargetError(side, `${side}: the browser could not visit ${input.page} in two tries: ${second.why}`);
}
async function tryPage(input) {
  const { page, served } = input;
  const folder = await mkdtemp(join(input.folder, "visit-"));
  const nonce = randomBytes(16).toString("hex");
  try {
    const finished = await run(input, folder, nonce);
    const [told] = await linesOf(join(folder, "console.log"), (line) => line.startsWith(nonce));
    if (told === void 0) return { kind: "failed", why: failureOf(finished) };
    const parsed = parseTold(told.slice(nonce.length), page);
    const elsewhere = otherPage(served.url + page, parsed.href);
    if (elsewhere !== null) {
      const cure = "name that page in browser.pages, or let browser.headers log in";
      throw new TargetError(served.side, `${served.side}: ${page} leads the browser to ${elsewhere}: ${cure}.`);
    }
    const points = await linesOf(join(folder, "points.json"), (line) => line.includes("browser_web_vital_"));
    return { kind: "done", visit: visitOf(parsed, vitalsIn(points)) };
  } finally {
    await rm(folder, { recursive: true });
  }
}
async function run({ tool, config, served, page, abort, system }, folder, nonce) {
  await writeFile(join(folder, "config.json"), "{}");
  const env = {
    ...system.env,
    ...temporaryFiles(tool.temporary),
    ...visitEnvironment({ url: served.url + page, path: page, nonce, ...config }),
    K6_BROWSER_EXECUTABLE_PATH: tool.chrome,
    K6_BROWSER_HEADLESS: "true",
    // k6 takes flags without their dashes.
    K6_BROWSER_ARGS: chromeFlags().map((flag) => flag.replace(/^--/, "")).join(","),
    // Never asks Grafana's build service for an extension.
    K6_AUTO_EXTENSION_RESOLUTION: "false"
  };
  const quiet = ["--quiet", "--no-usage-report", "--no-color", "--summary-mode=disabled", "--address", ""];
  const out = ["--config", "config.json", "--console-output", "console.log", "--out", "json=points.json"];
  const command = [tool.k6, "run", ...quiet, ...out, "--log-format", "raw", tool.script];
  const running = await system.processes.start(command, { cwd: folder, env, timeout: TIME + 2 * config.settle });
  try {
    return await Promise.race([running.exited, abort]);
  } finally {
    await running.stop("SIGTERM", 1e3);
  }
}
function failureOf({ exitCode, signal, timedOut, stderr }) {
  if (timedOut) return `it did not end within ${TIME / 1e3} s.`;
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const chrome = lines.find((line) => line.includes("launching browser") || line.includes("building browser"));
  if (chrome !== void 0) {
    const cure = "free memory, or set CHROME_PATH to another Chrome";
    throw new ToolError(`browser: Chrome did not start for k6 (${sentence(chrome)}): ${cure}.`);
  }
  const said = lines.find((line) => /\bError\b|error/u.test(line)) ?? lines.at(-1);
  return said === void 0 ? `k6 ended with ${signal ?? `exit code ${exitCode}`}.` : `${sentence(said)}.`;
}
var sentence = (text) => shortened(text.trim(), 300).replace(/\.$/u, "");
function otherPage(asked, final) {
  if (!URL.canParse(final)) return "nowhere";
  const [from, to] = [new URL(asked), new URL(final)];
  if (from.origin !== to.origin) return `${to.protocol}//${to.host}${to.pathname}`;
  return from.pathname === to.pathname ? null : to.pathname;
}
export {
  visitPage
};
