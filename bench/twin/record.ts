/**
 * Records rounds of the demo shop for the variance bench and for replaying: twin and alternate rounds in turn, then twin
 * rounds alone. `npx tsx bench/twin/record.ts [identical|regressed] [twin rounds] [alternate rounds]` writes
 * bench/data/twin-<variant>.json and alternate-<variant>.json.
 */
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Session } from "../../src/measure/collector.ts";
import type { RoundRecord } from "../../src/measure/rounds.ts";
import { toJson } from "../../src/stored/write.ts";
import { readEnvironment } from "../../src/system/environment.ts";
import { measure, openK6, openLab } from "../lab.ts";

const [variant = "identical", twinRounds = "200", alternateRounds = "40"] = process.argv.slice(2);
if (variant !== "identical" && variant !== "regressed") throw new Error(`unknown variant ${variant}`);

await using lab = await openLab(variant);
const twin = await openK6(lab);
const alternate = await openK6(lab, { driver: "alternate" });
const records: Record<"twin" | "alternate", RoundRecord[]> = { twin: [], alternate: [] };
const seeds = { twin: 1, alternate: 2 };

/** One kept round more; the seed moves on with the rounds, so that each has its own coin. */
async function one(kind: "twin" | "alternate", session: Session): Promise<void> {
  const label = `${kind} ${records[kind].length + 1}`;
  const seed = seeds[kind] * 1_000_000 + records[kind].length;
  records[kind].push(...(await measure(lab, session, 1, seed, label)));
}

async function save(kind: "twin" | "alternate", session: Session): Promise<void> {
  const { series } = await session.collected();
  const environment = await readEnvironment(lab.system.env, session.plan.tools);
  const file = fileURLToPath(new URL(`../data/${kind}-${variant}.json`, import.meta.url));
  const rounds = records[kind].map(({ sides, seconds, discarded }) => ({ sides, seconds, discarded }));
  await writeFile(file, toJson({ variant, driver: kind, environment, rounds, series }));
}

for (let i = 0; i < Number(alternateRounds); i++) {
  await one("twin", twin);
  await one("alternate", alternate);
}
if (Number(alternateRounds) > 0) await save("alternate", alternate);
while (records.twin.filter(({ discarded }) => discarded === null).length < Number(twinRounds)) {
  await one("twin", twin);
  // Long runs are interrupted; what is there is kept.
  if (records.twin.length % 20 === 0) await save("twin", twin);
}
await save("twin", twin);
