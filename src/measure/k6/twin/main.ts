/** The file that k6 runs: the slots' bundles under one wrapper (driver/twin.js). */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Slot } from "../../../model/series.ts";

/** Before every name of ours: the script decides what its functions are called. */
const OURS = "weighbridge_";

/** k6 calls these by name, so they must be static exports. */
export interface MainInput {
  readonly folder: string;
  /** File name, so that the forms for both slots and for one can lie side by side. */
  readonly file: string;
  readonly slots: readonly Slot[];
  readonly seed: number;
  /** Names of the scenario functions (`default`, or what `exec` says). */
  readonly functions: readonly string[];
  /** Merged over the script's own options; undefined values take a key away. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly removed: readonly string[];
}

/** Writes the file that k6 runs and returns its absolute path. */
export async function writeMain(input: MainInput): Promise<string> {
  const slots = input.slots.map(
    (slot) => `{ name: "${slot}", script: ${OURS}${slot}.script, runtime: ${OURS}${slot}.runtime }`,
  );
  const functions = input.functions.map((name) =>
    name === "default"
      ? `export default ${OURS}driver.iteration("default");`
      : `export const ${name} = ${OURS}driver.iteration(${JSON.stringify(name)});`,
  );
  const removed = input.removed.map((key) => `${JSON.stringify(key)}: undefined`);
  const text = [
    ...input.slots.map((slot) => `import * as ${OURS}${slot} from "./slot-${slot}.js";`),
    `import { twin as ${OURS}twin } from "./twin.js";`,
    `const ${OURS}driver = ${OURS}twin([${slots.join(", ")}], ${input.seed >>> 0});`,
    `export const options = ${OURS}driver.options({ ${removed.join(", ")}, ...${JSON.stringify(input.options)} });`,
    `export const setup = ${OURS}driver.setup;`,
    `export const teardown = ${OURS}driver.teardown;`,
    // The script's own is for its author's run; a round needs none.
    "export function handleSummary() { return {}; }",
    ...functions,
    "",
  ].join("\n");
  const path = join(input.folder, input.file);
  await writeFile(path, text);
  return path;
}
