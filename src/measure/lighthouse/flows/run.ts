/** Runs one user flow on one side, once, in a process of its own: from a server that is up to what its steps gave. */
import { mkdtemp, readFile, realpath, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { failureOf, type RunInput, runNode } from "../run.ts";
import type { Flow } from "../settings.ts";
import { type Outcome, parseOutcome } from "./steps.ts";

const DRIVER = fileURLToPath(new URL("./driver.mjs", import.meta.url));

export interface FlowInput extends Omit<RunInput, "page"> {
  readonly flow: Flow;
}

/**
 * A flow may fail once by bad luck, like a page. What fails twice is no error: everything else still decides.
 *
 * @throws ToolError when Chrome did not start; whatever `abort` rejects with
 */
export async function runFlow(input: FlowInput): Promise<Outcome> {
  const first = await tryFlow(input);
  return first.kind === "done" ? first : tryFlow(input);
}

async function tryFlow(input: FlowInput): Promise<Outcome> {
  const { tool, collect, served, flow } = input;
  // Lighthouse CI finds its files by its working folder, as the system knows it.
  const folder = await realpath(await mkdtemp(join(input.folder, "flow-")));
  const { lhci, chrome } = tool;
  const order = { lhci, chrome, script: flow.file, url: served.url, collect };
  await writeFile(join(folder, "order.json"), JSON.stringify(order));
  const finished = await runNode([DRIVER, "order.json"], folder, input);
  const outcome = await readFile(join(folder, "outcome.json"), "utf8").catch(() => null);
  if (outcome !== null) return parseOutcome(outcome);
  return { kind: "failed", why: failureOf(finished) };
}
