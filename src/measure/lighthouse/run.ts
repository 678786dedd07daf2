/** Loads one page of one side by Lighthouse CI, once: from a server that is up to Lighthouse's result and its report. */
import { mkdtemp, readdir, readFile, realpath, writeFile } from "node:fs/promises";
import { delimiter, dirname, join, relative } from "node:path";
import { TargetError, ToolError } from "../../errors.ts";
import type { Finished, System } from "../../system/system.ts";
import { temporaryFiles } from "../chrome.ts";
import type { Served } from "../served.ts";
import { type Lhr, otherPage, parseLhr } from "./lhr.ts";
import type { Collect } from "./settings.ts";

/** Milliseconds for one run, of which Lighthouse CI makes up to three when Lighthouse fails. */
const TIME = 180_000;

export interface PageRun {
  readonly lhr: Lhr;
  /** As Lighthouse CI wrote it. */
  readonly lhrText: string;
  /** The report, in the run's folder. */
  readonly html: string;
}

export interface LighthouseTool {
  /** Absolute path of Lighthouse CI's program, cli.js. */
  readonly lhci: string;
  /** Absolute path of Chrome. */
  readonly chrome: string;
  /** An existing folder with a short path, for Chrome's temporary files. */
  readonly temporary: string;
}

export interface RunInput {
  readonly tool: LighthouseTool;
  readonly collect: Collect;
  readonly served: Served;
  /** A path of the target. */
  readonly page: string;
  /** An existing folder, in which each try makes its own. */
  readonly folder: string;
  /** Rejects with what makes the run pointless (a server's death): it is stopped and this is thrown. */
  readonly abort: Promise<never>;
  readonly system: System;
}

/**
 * A page may fail once by bad luck; what fails twice is a failure of its side.
 *
 * @throws TargetError with what Lighthouse said when the page failed twice; ToolError when Chrome did not start or the
 *   result cannot be read; whatever `abort` rejects with
 */
export async function runPage(input: RunInput): Promise<PageRun> {
  const first = await tryPage(input);
  if (first.kind === "done") return first.run;
  const second = await tryPage(input);
  if (second.kind === "done") return second.run;
  const { side } = input.served;
  throw new TargetError(side, `${side}: Lighthouse could not measure ${input.page} in two tries: ${second.why}`);
}

type Try = { readonly kind: "done"; readonly run: PageRun } | { readonly kind: "failed"; readonly why: string };

async function tryPage(input: RunInput): Promise<Try> {
  // Lighthouse CI finds its files by its working folder, as the system knows it.
  const folder = await realpath(await mkdtemp(join(input.folder, "run-")));
  const url = input.served.url + input.page;
  const finished = await collect(input, folder, url);
  if (finished.exitCode !== 0) return { kind: "failed", why: failureOf(finished) };
  const { lhrText, html } = await findResult(join(folder, ".lighthouseci"));
  const lhr = parseLhr(lhrText, input.page);
  if (lhr.runtimeError) return { kind: "failed", why: sentence(lhr.runtimeError.message) };
  const elsewhere = otherPage(url, lhr.finalUrl);
  if (elsewhere !== null) {
    const cure = "name that page in lighthouse.urls, or let lighthouse.login or lighthouse.headers log in.";
    return { kind: "failed", why: `it leads to ${elsewhere}: ${cure}` };
  }
  return { kind: "done", run: { lhr, lhrText, html } };
}

async function collect(input: RunInput, folder: string, url: string): Promise<Finished> {
  const { tool } = input;
  const config = join(folder, "lighthouserc.json");
  const { puppeteerScript, ...rest } = input.collect;
  // Lighthouse CI joins this path to its working folder, even an absolute one.
  const login =
    puppeteerScript === undefined ? {} : { puppeteerScript: relative(folder, await realpath(puppeteerScript)) };
  const options = { ...rest, ...login, chromePath: tool.chrome, method: "node", url: [url], numberOfRuns: 1 };
  await writeFile(config, JSON.stringify({ ci: { collect: options } }));
  return runNode([tool.lhci, "collect", `--config=${config}`], folder, input);
}

/**
 * Runs a script that starts a Chrome, in `folder`, and ends all that is left of it.
 *
 * @throws whatever `abort` rejects with
 */
export async function runNode(
  words: readonly string[],
  folder: string,
  { tool, system, abort }: Pick<RunInput, "tool" | "system" | "abort">,
): Promise<Finished> {
  const env = {
    ...system.env,
    ...temporaryFiles(tool.temporary),
    // Lighthouse CI starts `node` by its name: it must be the one that runs us.
    PATH: [dirname(process.execPath), system.env.PATH].filter(Boolean).join(delimiter),
  };
  const running = await system.processes.start([process.execPath, ...words], { cwd: folder, env, timeout: TIME });
  try {
    return await Promise.race([running.exited, abort]);
  } finally {
    // A Lighthouse that fails leaves its Chrome behind, and the next run would share the machine with it.
    await running.stop("SIGTERM", 1000);
  }
}

/** What kept Lighthouse from a result, as a sentence; throws ToolError when it was Chrome. */
export function failureOf({ exitCode, signal, timedOut, stderr }: Finished): string {
  if (timedOut) return `it did not end within ${TIME / 1000} s.`;
  const lines = stderr.split("\n");
  const chrome = lines.find((line) => /Unable to connect to Chrome|Failed to launch the browser/u.test(line));
  if (chrome !== undefined) {
    throw new ToolError(
      `Chrome did not start for Lighthouse: ${sentence(chrome)} Free memory, or set CHROME_PATH to another Chrome.`,
    );
  }
  const runtime = /Runtime error encountered: (.+)/u.exec(stderr)?.[1];
  const said = runtime ?? lines.find((line) => /^\w*Error\b/u.test(line)) ?? lines.find((line) => line.trim() !== "");
  return said === undefined ? `it ended with ${signal ?? `exit code ${exitCode}`}.` : sentence(said);
}

async function findResult(folder: string): Promise<{ lhrText: string; html: string }> {
  const files = await readdir(folder).catch(() => []);
  const [json] = files.filter((file) => /^lhr-\d+\.json$/u.test(file));
  if (json === undefined) throw new ToolError(`lhci collect ended well, but left no result in ${folder}.`);
  const path = join(folder, json);
  return { lhrText: await readFile(path, "utf8"), html: path.replace(/json$/u, "html") };
}

const sentence = (text: string) => `${text.trim().slice(0, 500).replace(/\.$/u, "")}.`;
