/**
 * A server slowed by a known amount, at rising load: how much of the slowdown the twin driver still shows when both sides
 * share the processors. `npx tsx bench/twin/dilution.ts [rounds a level]`
 */
import { availableParallelism } from "node:os";
import { mean, sampleStandardDeviation } from "simple-statistics";
import { logRatios, measure, openK6, openSystem } from "../lab.ts";
import { workerLab, writeScript } from "./worker-lab.ts";

const rounds = Number(process.argv[2] ?? 12);
const SLOWDOWN = 1.2;
/** Units of work of base: some milliseconds, so that what a request costs besides does not matter. */
const WORK = 4000;

await using opened = await openSystem();
const { system } = opened;
const lab = await workerLab(system, { base: WORK, head: WORK * SLOWDOWN });

/** Milliseconds of base's requests with nothing else going on, and what twenty per cent more work really costs then. */
const idle = await level(10, "idle");
const cores = availableParallelism();
const rows = [row("idle", 10, idle)];
for (const share of [0.25, 0.5, 0.75]) {
  // Both sides together: rate * (base + head) milliseconds of work a second, over all cores.
  const rate = Math.round((share * cores * 1000) / (idle.base * (1 + SLOWDOWN)));
  rows.push(row(`${share * 100} %`, rate, await level(rate, `${share * 100} %`)));
}
console.log(
  `base ${idle.base.toFixed(2)} ms, head ${((SLOWDOWN - 1) * 100).toFixed(0)} % more work; ${rounds} rounds a level, ${cores} cores\n`,
);
console.log("| load of both sides | requests/s a side | processors busy | slowdown seen, tm95 | of the idle one |");
console.log("|---|---|---|---|---|");
console.log(rows.join("\n"));

async function level(rate: number, label: string) {
  const session = await openK6(
    { ...lab, config: {} as never },
    { scripts: [await writeScript(lab.root, `rate-${rate}.js`, rate)], round: { warmup: 1000, measure: 5000 } },
  );
  await measure(lab, session, rounds, rate, label);
  const { series, notes } = await session.collected();
  const id = "k6/latency-tm95@load: GET /work";
  const found = series.find(({ metric }) => metric.id === id);
  const base = found?.kind === "sampled" ? mean(found.base.filter((value) => value !== null)) : Number.NaN;
  const busy = notes.map((note) => /were (\d+) % busy/.exec(note)?.[1]).find(Boolean);
  return { base, ratios: logRatios(series, id), busy: busy ? `${busy} %` : "under 50 %" };
}

function row(label: string, rate: number, { ratios, busy }: Awaited<ReturnType<typeof level>>): string {
  const seen = mean(ratios);
  const error = sampleStandardDeviation(ratios) / Math.sqrt(ratios.length);
  const part = seen / mean(idle.ratios);
  return `| ${label} | ${rate} | ${busy} | ${(Math.expm1(seen) * 100).toFixed(1)} ± ${(error * 100).toFixed(1)} % | ${(part * 100).toFixed(0)} % |`;
}
