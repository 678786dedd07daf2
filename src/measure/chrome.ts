/** Chrome: found, asked for its version, and started once for a try before anything is measured with it. */
import { existsSync, readFileSync } from "node:fs";
import { ToolError } from "../errors.ts";
import { isProgram, which } from "../system/programs.ts";
import type { Finished, System } from "../system/system.ts";

export interface Chrome {
  /** Absolute. */
  readonly path: string;
  /** 140.0.7339.80 */
  readonly version: string;
}

const NAMES = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser", "chrome"];
const APPLICATIONS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const TIME = 30_000;

/** Beside what Lighthouse CI sets itself: nothing that Chrome does of its own accord may compete with the page. */
const QUIET = [
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/**
 * The Chrome to use: `chosen` (the user's `chromePath`, absolute), else CHROME_PATH, else the usual places. It is
 * started once: what keeps it from starting is said now, not as a failure of the first page.
 *
 * @throws ToolError when there is none, or when it does not start
 */
export async function findChrome(system: System, chosen: string | undefined): Promise<Chrome> {
  const path = await programOf(system, chosen);
  const options = { cwd: "/", env: system.env, timeout: TIME };
  const { stdout, ...finished } = await system.processes.run([path, "--version"], options);
  const version = /(?<!\d)\d{1,6}(?:\.\d{1,6}){2,3}/.exec(stdout)?.[0];
  if (version === undefined) throw new ToolError(`${path} is not Chrome: asked for its version, it ${said(finished)}.`);
  await tryToStart(system, path);
  return { path, version };
}

async function programOf({ env }: System, chosen: string | undefined): Promise<string> {
  const named = chosen ?? env.CHROME_PATH;
  if (named !== undefined) {
    if (await isProgram(named)) return named;
    const where = chosen === undefined ? "CHROME_PATH" : "chromePath in your Lighthouse CI config";
    throw new ToolError(`${where} is ${named}, where no executable file is: correct it, or leave it out.`);
  }
  const found = await which(NAMES, env.PATH ?? "");
  if (found !== null) return found;
  for (const candidate of APPLICATIONS) if (await isProgram(candidate)) return candidate;
  throw new ToolError(
    "Chrome was not found on PATH or in /Applications, and pages need one: install Chrome or Chromium, or set CHROME_PATH to where it is.",
  );
}

async function tryToStart({ processes, env }: System, path: string): Promise<void> {
  const folder = await processes.temporaryFolder("chrome");
  const flags = [...chromeFlags(), "--headless=new", `--user-data-dir=${folder}`, "--dump-dom", "about:blank"];
  const options = { cwd: folder, env: { ...env, ...temporaryFiles(folder) }, timeout: TIME };
  const finished = await processes.run([path, ...flags], options);
  if (finished.exitCode !== 0)
    throw new ToolError(`${path} does not start: it ${said(finished)}. ${cureOf(finished.stderr)}`);
}

/** What Chrome adds to its temporary folder for a socket, whose whole path may be no longer than this (macOS: 104). */
const SOCKET = "/org.chromium.Chromium.XXXXXX/SingletonSocket";
const LONGEST_SOCKET = 103;

/** The environment that keeps Chrome's temporary files, which a killed one leaves behind, in `folder` where that may be. */
export function temporaryFiles(folder: string): Readonly<Record<string, string>> {
  return folder.length + SOCKET.length <= LONGEST_SOCKET ? { TMPDIR: folder } : {};
}

/** Flags for a Chrome of this machine, in the order in which they are given. */
export function chromeFlags(): readonly string[] {
  return hasSandbox() ? QUIET : ["--no-sandbox", ...QUIET];
}

/** Chrome's sandbox works neither for root nor where AppArmor keeps user namespaces from it (Ubuntu 24.04). */
function hasSandbox(): boolean {
  const restricted = "/proc/sys/kernel/apparmor_restrict_unprivileged_userns";
  const isRestricted = existsSync(restricted) && readFileSync(restricted, "utf8").trim() === "1";
  return process.getuid?.() !== 0 && !isRestricted;
}

/** What a program that failed said, in the line that tells most: Chrome complains of much that does not matter. */
function said({ exitCode, signal, timedOut, stderr }: Omit<Finished, "stdout">): string {
  const end = timedOut
    ? `did not end within ${TIME / 1000} s`
    : exitCode === null
      ? `was ended by ${signal}`
      : `ended with exit code ${exitCode}`;
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((one) => /sandbox|shared librar|cannot|FATAL|not found/iu.test(one)) ?? lines.at(-1);
  return line === undefined ? end : `${end} (${line.trim().slice(0, 300)})`;
}

function cureOf(stderr: string): string {
  if (/shared librar/u.test(stderr)) return "Install the libraries it misses, or a Chrome that brings its own.";
  if (/sandbox/iu.test(stderr)) {
    return "Its sandbox is not to be had here: allow unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone=1).";
  }
  return "Set CHROME_PATH to a Chrome that starts.";
}
