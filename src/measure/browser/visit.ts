/** Visits one page of one side by k6's browser, once: from a server that is up to what the page told. */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { TargetError, ToolError } from "../../errors.ts";
import type { Finished, System } from "../../system/system.ts";
import { chromeFlags, temporaryFiles } from "../chrome.ts";
import type { Served } from "../served.ts";
import { shortened } from "../subject.ts";
import { linesOf } from "./lines.ts";
import { parseTold, type Visit, visitOf, vitalsIn } from "./read.ts";
import type { BrowserConfig } from "./schema.ts";
import { visitEnvironment } from "./script.ts";

export interface BrowserTool {
  /** Absolute paths. */
  readonly k6: string;
  readonly chrome: string;
  /** Of the script that script.ts makes. */
  readonly script: string;
  /** An existing folder with a short path, for Chrome's temporary files. */
  readonly temporary: string;
}

export interface VisitInput {
  readonly tool: BrowserTool;
  readonly config: Pick<BrowserConfig, "headers" | "settle">;
  readonly served: Served;
  /** A path of the target. */
  readonly page: string;
  /** An existing folder, in which each try makes its own. */
  readonly folder: string;
  /** Rejects with what makes the visit pointless (a server's death): it is stopped and this is thrown. */
  readonly abort: Promise<never>;
  readonly system: System;
}

/** Milliseconds for one visit, besides what it settles. */
const TIME = 90_000;

/**
 * A page may fail once by bad luck; what fails twice is a failure of its side.
 *
 * @throws TargetError with what k6 said when the page failed twice, or where it leads to; ToolError when Chrome did not
 *   start, or what the page tells cannot be read; whatever `abort` rejects with
 */
export async function visitPage(input: VisitInput): Promise<Visit> {
  const first = await tryPage(input);
  if (first.kind === "done") return first.visit;
  const second = await tryPage(input);
  if (second.kind === "done") return second.visit;
  const { side } = input.served;
  throw new TargetError(side, `${side}: the browser could not visit ${input.page} in two tries: ${second.why}`);
}

type Try = { readonly kind: "done"; readonly visit: Visit } | { readonly kind: "failed"; readonly why: string };

async function tryPage(input: VisitInput): Promise<Try> {
  const { page, served } = input;
  const folder = await mkdtemp(join(input.folder, "visit-"));
  const nonce = randomBytes(16).toString("hex");
  try {
    const finished = await run(input, folder, nonce);
    const [told] = await linesOf(join(folder, "console.log"), (line) => line.startsWith(nonce));
    if (told === undefined) return { kind: "failed", why: failureOf(finished) };
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

async function run(
  { tool, config, served, page, abort, system }: VisitInput,
  folder: string,
  nonce: string,
): Promise<Finished> {
  await writeFile(join(folder, "config.json"), "{}");
  const env = {
    ...system.env,
    ...temporaryFiles(tool.temporary),
    ...visitEnvironment({ url: served.url + page, path: page, nonce, ...config }),
    K6_BROWSER_EXECUTABLE_PATH: tool.chrome,
    K6_BROWSER_HEADLESS: "true",
    // k6 takes flags without their dashes.
    K6_BROWSER_ARGS: chromeFlags()
      .map((flag) => flag.replace(/^--/, ""))
      .join(","),
    // Never asks Grafana's build service for an extension.
    K6_AUTO_EXTENSION_RESOLUTION: "false",
  };
  const quiet = ["--quiet", "--no-usage-report", "--no-color", "--summary-mode=disabled", "--address", ""];
  // In files of their own: a page may log without end.
  const out = ["--config", "config.json", "--console-output", "console.log", "--out", "json=points.json"];
  const command = [tool.k6, "run", ...quiet, ...out, "--log-format", "raw", tool.script] as const;
  const running = await system.processes.start(command, { cwd: folder, env, timeout: TIME + 2 * config.settle });
  try {
    return await Promise.race([running.exited, abort]);
  } finally {
    // A k6 that fails leaves its Chrome behind, and the next visit would share the machine with it.
    await running.stop("SIGTERM", 1000);
  }
}

/** What kept the page from telling anything, as a sentence; throws ToolError when it was Chrome. */
function failureOf({ exitCode, signal, timedOut, stderr }: Finished): string {
  if (timedOut) return `it did not end within ${TIME / 1000} s.`;
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const chrome = lines.find((line) => line.includes("launching browser") || line.includes("building browser"));
  if (chrome !== undefined) {
    const cure = "free memory, or set CHROME_PATH to another Chrome";
    throw new ToolError(`browser: Chrome did not start for k6 (${sentence(chrome)}): ${cure}.`);
  }
  const said = lines.find((line) => /\bError\b|error/u.test(line)) ?? lines.at(-1);
  return said === undefined ? `k6 ended with ${signal ?? `exit code ${exitCode}`}.` : `${sentence(said)}.`;
}

const sentence = (text: string) => shortened(text.trim(), 300).replace(/\.$/u, "");

/** Where a page led to, without the origin where it is the page's own; null when that is the page itself. */
function otherPage(asked: string, final: string): string | null {
  if (!URL.canParse(final)) return "nowhere";
  const [from, to] = [new URL(asked), new URL(final)];
  if (from.origin !== to.origin) return `${to.protocol}//${to.host}${to.pathname}`;
  return from.pathname === to.pathname ? null : to.pathname;
}
