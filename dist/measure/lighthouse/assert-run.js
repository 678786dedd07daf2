// src/measure/lighthouse/assert-run.ts
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "../../vendor/zod.js";
import { ToolError } from "../../errors.js";
import { jsonOf } from "../json.js";
var name = z.string().max(500);
var resultSchema = z.object({
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
  url: z.string()
});
var PATIENCE = 12e4;
async function runAssert({
  lhci,
  matrix,
  lhrs,
  scratch,
  system
}) {
  if (lhrs.length === 0) return [];
  const folder = await mkdtemp(join(scratch, "assert-"));
  try {
    const stored = join(folder, ".lighthouseci");
    await mkdir(stored);
    await Promise.all(lhrs.map((text, index) => writeFile(join(stored, fileName(index)), text)));
    const config = join(folder, "lighthouserc.json");
    const ci = { assert: { assertMatrix: matrix, includePassedAssertions: true } };
    await writeFile(config, JSON.stringify({ ci }));
    const command = [process.execPath, lhci, "assert", `--config=${config}`];
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
var fileName = (index) => `lhr-${String(index).padStart(6, "0")}.json`;
async function parseResults(text, lhci) {
  return readResults(text, await versionOf(lhci));
}
function readResults(text, version) {
  const results = z.array(resultSchema).safeParse(jsonOf(text));
  if (results.success) return results.data;
  const { path, message } = results.error.issues[0];
  throw new ToolError(
    `lhci ${version} wrote assertion results that cannot be read, at ${path.join(".") || "their beginning"}: ${message}.`
  );
}
function lastWords(stderr) {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  return (lines.find((line) => /error/iu.test(line)) ?? lines.at(-1) ?? "it gave no reason").trim().slice(0, 500);
}
async function versionOf(lhci) {
  const text = await readFile(join(dirname(lhci), "../package.json"), "utf8").catch(() => "{}");
  return z.object({ version: z.string() }).safeParse(jsonOf(text)).data?.version ?? "of an unknown version";
}
export {
  readResults,
  runAssert
};
