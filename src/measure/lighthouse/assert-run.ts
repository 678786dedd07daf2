/** Runs the real `lhci assert` once, on results that are already there, and reads what it wrote: never its screen. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { ToolError } from "../../errors.ts";
import type { System } from "../../system/system.ts";
import { jsonOf } from "../json.ts";
import type { AssertEntry } from "./rc-assertions.ts";

const name = z.string().max(500);

const resultSchema = z.object({
  /** What was asserted: minScore, maxNumericValue, maxLength; `auditRan` where the audit is not in every run. */
  name,
  expected: z.number(),
  /** null: there was no value to judge. LHCI writes NaN, which JSON has not. */
  actual: z.number().nullable(),
  values: z.array(z.number().nullable()),
  operator: z.enum(["==", ">=", "<="]),
  auditId: name,
  /** Of `categories`, `resource-summary` (`script.size`) and `user-timings`. */
  auditProperty: name.optional(),
  level: z.enum(["error", "warn"]),
  url: z.string(),
});

export type AssertionResult = z.output<typeof resultSchema>;

export interface AssertRun {
  /** Absolute path of lhci's cli.js. */
  readonly lhci: string;
  readonly matrix: readonly AssertEntry[];
  /** Texts of Lighthouse's results, in the order in which values are wanted. */
  readonly lhrs: readonly string[];
  readonly scratch: string;
  readonly system: System;
}

/** Milliseconds; it takes less than one second. */
const PATIENCE = 120_000;

/**
 * Every assertion on every page, passed or not. An assertion that fails is a result.
 *
 * @throws ToolError when lhci writes no results, or some that cannot be read
 */
export async function runAssert({
  lhci,
  matrix,
  lhrs,
  scratch,
  system,
}: AssertRun): Promise<readonly AssertionResult[]> {
  if (lhrs.length === 0) return [];
  const folder = await mkdtemp(join(scratch, "assert-"));
  try {
    // In `.lighthouseci` of the folder that it runs in: with --lhr it lists one folder and reads from another
    // (@lhci/utils, saved-reports.js).
    const stored = join(folder, ".lighthouseci");
    await mkdir(stored);
    await Promise.all(lhrs.map((text, index) => writeFile(join(stored, fileName(index)), text)));
    const config = join(folder, "lighthouserc.json");
    const ci = { assert: { assertMatrix: matrix, includePassedAssertions: true } };
    await writeFile(config, JSON.stringify({ ci }));
    const command = [process.execPath, lhci, "assert", `--config=${config}`] as const;
    const finished = await system.processes.run(command, { cwd: folder, env: system.env, timeout: PATIENCE });
    const written = await readFile(join(stored, "assertion-results.json"), "utf8").catch(() => null);
    if (written === null) {
      const said = finished.timedOut ? "it took longer than 2 minutes" : lastWords(finished.stderr);
      throw new ToolError(`lhci ${await versionOf(lhci)} assert wrote no results: ${said}.`);
    }
    return await parseResults(written, lhci);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** LHCI reads them in the order of their names. */
const fileName = (index: number) => `lhr-${String(index).padStart(6, "0")}.json`;

async function parseResults(text: string, lhci: string): Promise<readonly AssertionResult[]> {
  return readResults(text, await versionOf(lhci));
}

/** `version`: of lhci. @throws ToolError for what `lhci assert` does not write */
export function readResults(text: string, version: string): readonly AssertionResult[] {
  const results = z.array(resultSchema).safeParse(jsonOf(text));
  if (results.success) return results.data;
  const { path, message } = results.error.issues[0]!;
  throw new ToolError(
    `lhci ${version} wrote assertion results that cannot be read, at ${path.join(".") || "their beginning"}: ${message}.`,
  );
}

/** An error's first line comes before its stack. */
function lastWords(stderr: string): string {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  return (lines.find((line) => /error/iu.test(line)) ?? lines.at(-1) ?? "it gave no reason").trim().slice(0, 500);
}

async function versionOf(lhci: string): Promise<string> {
  const text = await readFile(join(dirname(lhci), "../package.json"), "utf8").catch(() => "{}");
  return z.object({ version: z.string() }).safeParse(jsonOf(text)).data?.version ?? "of an unknown version";
}
