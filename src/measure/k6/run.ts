/** Runs k6 once. Its samples go to a gzipped file, not to its screen; its exit code is checked before they are believed. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ToolError } from "../../errors.ts";
import type { Slot } from "../../model/series.ts";
import type { System } from "../../system/system.ts";
import { k6Message } from "./inspect.ts";
import type { RoundLength } from "./plan.ts";

/**
 * What k6 is run for. load: everything that is sent is counted. trace: each answer is told at the address `marks`, and scripts
 * draw at random by `seed`, three 32-bit numbers.
 */
export type Purpose = "round" | "load" | { readonly marks: string; readonly seed: readonly number[] };

export interface DriverEnvironment {
  /** Where each slot that takes part is served. */
  readonly urls: Readonly<Partial<Record<Slot, string>>>;
  /** Name of the variable that a script reads its address from. */
  readonly urlEnv: string;
  readonly round: RoundLength;
  readonly allowHosts: readonly string[];
  /** A round by default. */
  readonly purpose?: Purpose;
}

/** What the driver (driver/runtime.js) and k6 read from their environment. */
export function driverEnvironment(settings: DriverEnvironment): Readonly<Record<string, string>> {
  const { purpose = "round" } = settings;
  const urls = Object.entries(settings.urls).map(([slot, url]) => [`WEIGHBRIDGE_URL_${slot.toUpperCase()}`, url]);
  return {
    ...Object.fromEntries(urls),
    WEIGHBRIDGE_URL_ENV: settings.urlEnv,
    WEIGHBRIDGE_WINDOW: `${settings.round.warmup},${settings.round.measure}`,
    WEIGHBRIDGE_ALLOW_HOSTS: settings.allowHosts.join(","),
    ...(purpose === "round" ? {} : { WEIGHBRIDGE_PURPOSE: purpose === "load" ? purpose : "trace" }),
    ...(typeof purpose === "object"
      ? { WEIGHBRIDGE_MARKS: purpose.marks, WEIGHBRIDGE_SEED: purpose.seed.join(",") }
      : {}),
    // Never asks Grafana's build service for an extension.
    K6_AUTO_EXTENSION_RESOLUTION: "false",
  };
}

export interface K6Run {
  readonly k6: string;
  /** The file that twin/bundle.ts wrote. */
  readonly main: string;
  /** How messages name the script. */
  readonly label: string;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Where the samples go: a path that ends in .gz; null: nobody reads them. */
  readonly samples: string | null;
  /** Milliseconds after which k6 is killed. */
  readonly timeout: number;
  /** Rejects with what makes the run pointless (a server's death): k6 is stopped and this is thrown. */
  readonly abort: Promise<never>;
}

/** k6's exit codes that say more than "it failed" (k6: errext/exitcodes/codes.go). */
const MEANING: Readonly<Record<number, string>> = {
  100: "setup() took longer than setupTimeout",
  101: "teardown() took longer than teardownTimeout",
  104: "k6 refused the options",
  105: "something interrupted it",
  107: "the script threw while it was loaded or set up",
  108: "the script aborted the test",
  109: "k6 itself crashed",
  110: "the script marked the test as failed",
};

/**
 * Resolves with k6's log when the run is complete.
 *
 * @throws ToolError with k6's own words on any other end; whatever `abort` rejects with
 */
export async function runK6(run: K6Run, system: System): Promise<string> {
  const config = join(run.folder, "config.json");
  // An empty one, so that a person's own k6 settings never change what is measured.
  await writeFile(config, "{}");
  const options = [
    "--config",
    config,
    "--address",
    "",
    "--quiet",
    "--no-usage-report",
    "--no-color",
    "--no-thresholds",
  ];
  const out = run.samples === null ? [] : ["--out", `json=${run.samples}`];
  const running = await system.processes.start(
    [run.k6, "run", ...options, "--summary-mode=disabled", ...out, run.main],
    { cwd: run.folder, env: run.env, timeout: run.timeout },
  );
  const done = await Promise.race([running.exited, run.abort]).catch(async (error: unknown) => {
    // k6 goes on to teardown when it is interrupted; of a trace nothing more is sent.
    await running.stop(run.samples === null ? "SIGKILL" : "SIGINT", 1000);
    throw error;
  });
  // k6 loses samples that it cannot write, says so, and ends well.
  const lost = /Sample\(s\) couldn't be marshalled.*? error="([^"]*)"/.exec(done.stderr)?.[1];
  if (lost !== undefined) throw new ToolError(`k6 could not write the samples of ${run.label}: ${lost}.`);
  if (done.exitCode === 0) return done.stderr;
  if (done.timedOut) throw new ToolError(`k6 did not end within ${run.timeout / 1000} s on ${run.label}.`);
  const meaning = MEANING[done.exitCode ?? -1];
  const how = done.exitCode === null ? `was ended by ${done.signal}` : `ended with exit code ${done.exitCode}`;
  throw new ToolError(`k6 ${how} on ${run.label}${meaning ? `, ${meaning}` : ""}: ${k6Message(done.stderr)}`);
}
