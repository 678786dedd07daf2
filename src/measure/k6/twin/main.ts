/** The file that k6 runs: the slots' bundles under one wrapper (driver/twin.js). */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Slot } from "../../../model/series.ts";

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
  const slots = input.slots.map((slot) => `{ name: "${slot}", script: ${slot}.script, runtime: ${slot}.runtime }`);
  const functions = input.functions.map((name) =>
    name === "default"
      ? 'export default driver.iteration("default");'
      : `export const ${name} = driver.iteration(${JSON.stringify(name)});`,
  );
  const removed = input.removed.map((key) => `${JSON.stringify(key)}: undefined`);
  const text = [
    ...input.slots.map((slot) => `import * as ${slot} from "./slot-${slot}.js";`),
    'import { twin } from "./twin.js";',
    `const driver = twin([${slots.join(", ")}], ${input.seed >>> 0});`,
    `export const options = driver.options({ ${removed.join(", ")}, ...${JSON.stringify(input.options)} });`,
    "export const setup = driver.setup;",
    "export const teardown = driver.teardown;",
    // The script's own is for its author's run; a round needs none.
    "export function handleSummary() { return {}; }",
    ...functions,
    "",
  ].join("\n");
  const path = join(input.folder, input.file);
  await writeFile(path, text);
  return path;
}
