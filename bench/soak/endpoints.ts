/** npx tsx bench/soak/endpoints.ts [addresses|names]: a gate on a script of 5,000 endpoints; memory, sizes, seconds. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Verdict } from "../../src/model/verdict.ts";
import { miniRepository } from "../../test/helpers/mini.ts";
import { manyEndpoints, soak } from "../../test/helpers/soak.ts";

const kind = process.argv[2] === "names" ? "names" : "addresses";
await using repository = await miniRepository(manyEndpoints(kind, 2), manyEndpoints(kind, 10));
const { code, stdout, stderr, readings, leftovers } = await soak(repository.folder, ["run"]);
console.log(`${kind}: exit code ${code}; left behind: ${leftovers.length}`);
console.log(stdout === "" ? stderr : stdout.split("\n")[0]);
const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
const last = readings.at(-1);
if (last !== undefined) console.log(`after ${last.round} rounds: ${mb(last.resident)} held, ${mb(last.peak)} at most`);
const output = join(repository.folder, ".weighbridge");
for (const name of await readdir(output)) {
  const { size } = await stat(join(output, name));
  console.log(`${name}: ${size} bytes`);
}
const verdict: Verdict = JSON.parse(await readFile(join(output, "verdict.json"), "utf8"));
console.log(`${verdict.comparisons.length} metrics, the false alarms split over ${verdict.family}`);
console.log(verdict.notWeighed[0] ?? "nothing left out");
for (const stage of ["compare", "report"]) {
  const started = performance.now();
  const file = stage === "compare" ? "rounds.json" : "verdict.json";
  const ended = await repository.weighbridge([stage, `.weighbridge/${file}`]);
  console.log(`${stage}: exit code ${ended.code}, ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
