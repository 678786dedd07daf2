// src/measure/lighthouse/flows/run.ts
import { mkdtemp, readFile, realpath, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { failureOf, runNode } from "../run.js";
import { parseOutcome } from "./steps.js";
var DRIVER = fileURLToPath(new URL("./driver.mjs", import.meta.url));
async function runFlow(input) {
  const first = await tryFlow(input);
  return first.kind === "done" ? first : tryFlow(input);
}
async function tryFlow(input) {
  const { tool, collect, served, flow } = input;
  const folder = await realpath(await mkdtemp(join(input.folder, "flow-")));
  const { lhci, chrome } = tool;
  const order = { lhci, chrome, script: flow.file, url: served.url, collect };
  await writeFile(join(folder, "order.json"), JSON.stringify(order));
  const finished = await runNode([DRIVER, "order.json"], folder, input);
  const outcome = await readFile(join(folder, "outcome.json"), "utf8").catch(() => null);
  if (outcome !== null) return parseOutcome(outcome);
  return { kind: "failed", why: failureOf(finished) };
}
export {
  runFlow
};
