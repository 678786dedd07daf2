// src/measure/k6/twin/main.ts
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
var OURS = "weighbridge_";
async function writeMain(input) {
  const slots = input.slots.map(
    (slot) => `{ name: "${slot}", script: ${OURS}${slot}.script, runtime: ${OURS}${slot}.runtime }`
  );
  const functions = input.functions.map(
    (name) => name === "default" ? `export default ${OURS}driver.iteration("default");` : `export const ${name} = ${OURS}driver.iteration(${JSON.stringify(name)});`
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
    ""
  ].join("\n");
  const path = join(input.folder, input.file);
  await writeFile(path, text);
  return path;
}
export {
  writeMain
};
