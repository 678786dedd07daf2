/** npx tsx bench/soak/gate.ts: a gate of 60 rounds on a head that leaks memory and talks much; what it took of us. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { miniRepository } from "../../test/helpers/mini.ts";
import { leaking, restless, soak } from "../../test/helpers/soak.ts";

await using repository = await miniRepository(restless, leaking);
const started = Date.now();
const { code, stdout, stderr, readings, leftovers } = await soak(repository.folder, ["run", "--all"]);
console.log(
  `exit code ${code} after ${((Date.now() - started) / 60_000).toFixed(1)} minutes; left behind: ${leftovers.length}`,
);
console.log(stdout === "" ? stderr : stdout.split("\n")[0]);
console.log(
  stderr
    .split("\n")
    .filter((line) => /at most|ended|after/.test(line))
    .slice(-2)
    .join("\n"),
);
const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
for (const { round, resident, peak, descriptors, disk } of readings) {
  if (round === 1 || round % 10 === 0 || round === readings.at(-1)?.round)
    console.log(
      `round ${round}: ${mb(resident)} held, ${mb(peak)} at most, ${descriptors} descriptors, ${mb(disk)} on disk`,
    );
}
const output = join(repository.folder, ".weighbridge");
for (const name of await readdir(output)) {
  const { size } = await stat(join(output, name));
  console.log(`${name}: ${size} bytes`);
}
