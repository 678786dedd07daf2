// src/measure/chrome.ts
import { existsSync, readFileSync } from "node:fs";
import { ToolError } from "../errors.js";
import { isProgram, which } from "../system/programs.js";
var NAMES = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser", "chrome"];
var APPLICATIONS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium"
];
var TIME = 3e4;
var QUIET = [
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run"
];
async function findChrome(system, chosen) {
  const path = await programOf(system, chosen);
  const options = { cwd: "/", env: system.env, timeout: TIME };
  const { stdout, ...finished } = await system.processes.run([path, "--version"], options);
  const version = /(?<!\d)\d{1,6}(?:\.\d{1,6}){2,3}/.exec(stdout)?.[0];
  if (version === void 0) throw new ToolError(`${path} is not Chrome: asked for its version, it ${said(finished)}.`);
  await tryToStart(system, path);
  return { path, version };
}
async function programOf({ env }, chosen) {
  const named = chosen ?? env.CHROME_PATH;
  if (named !== void 0) {
    if (await isProgram(named)) return named;
    const where = chosen === void 0 ? "CHROME_PATH" : "chromePath in your Lighthouse CI config";
    throw new ToolError(`${where} is ${named}, where no executable file is: correct it, or leave it out.`);
  }
  const found = await which(NAMES, env.PATH ?? "");
  if (found !== null) return found;
  for (const candidate of APPLICATIONS) if (await isProgram(candidate)) return candidate;
  throw new ToolError(
    "Chrome was not found on PATH or in /Applications, and pages need one: install Chrome or Chromium, or set CHROME_PATH to where it is."
  );
}
async function tryToStart({ processes, env }, path) {
  const folder = await processes.temporaryFolder("chrome");
  const flags = [...chromeFlags(), "--headless=new", `--user-data-dir=${folder}`, "--dump-dom", "about:blank"];
  const options = { cwd: folder, env: { ...env, ...temporaryFiles(folder) }, timeout: TIME };
  const finished = await processes.run([path, ...flags], options);
  if (finished.exitCode !== 0)
    throw new ToolError(`${path} does not start: it ${said(finished)}. ${cureOf(finished.stderr)}`);
}
var SOCKET = "/org.chromium.Chromium.XXXXXX/SingletonSocket";
var LONGEST_SOCKET = 103;
function temporaryFiles(folder) {
  return folder.length + SOCKET.length <= LONGEST_SOCKET ? { TMPDIR: folder } : {};
}
function chromeFlags() {
  return hasSandbox() ? QUIET : ["--no-sandbox", ...QUIET];
}
function hasSandbox() {
  const restricted = "/proc/sys/kernel/apparmor_restrict_unprivileged_userns";
  const isRestricted = existsSync(restricted) && readFileSync(restricted, "utf8").trim() === "1";
  return process.getuid?.() !== 0 && !isRestricted;
}
function said({ exitCode, signal, timedOut, stderr }) {
  const end = timedOut ? `did not end within ${TIME / 1e3} s` : exitCode === null ? `was ended by ${signal}` : `ended with exit code ${exitCode}`;
  const lines = stderr.split("\n").filter((line2) => line2.trim() !== "");
  const line = lines.find((one) => /sandbox|shared librar|cannot|FATAL|not found/iu.test(one)) ?? lines.at(-1);
  return line === void 0 ? end : `${end} (${line.trim().slice(0, 300)})`;
}
function cureOf(stderr) {
  if (/shared librar/u.test(stderr)) return "Install the libraries it misses, or a Chrome that brings its own.";
  if (/sandbox/iu.test(stderr)) {
    return "Its sandbox is not to be had here: allow unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone=1).";
  }
  return "Set CHROME_PATH to a Chrome that starts.";
}
export {
  chromeFlags,
  findChrome,
  temporaryFiles
};
