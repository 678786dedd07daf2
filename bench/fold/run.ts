/** npx tsx bench/fold/run.ts [--mebibytes 1100] [--pairs 5] [--runs 5]: what README.md beside this file says. */
import { mkdtemp, rm, stat } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generate } from "./generate.ts";
import { runK6 } from "./k6.ts";
import { startServer } from "./server.ts";
import { timePairs } from "./throughput.ts";

const SEED = 20_260_101;
const number = (text: string) => ({ type: "string", default: text }) as const;
const { values } = parseArgs({ options: { mebibytes: number("1100"), pairs: number("5"), runs: number("5") } });

/** median (min–max) */
function spread(values: readonly number[], digits: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
  const [median, min, max] = [middle, sorted[0]!, sorted.at(-1)!].map((value) => value.toFixed(digits));
  return `${median} (${min}–${max})`;
}

async function throughput(folder: string, url: string): Promise<void> {
  const recorded = join(folder, "recorded.json.gz");
  await runK6({ url, rate: 40, seconds: 3 }, ["--out", `json=${recorded}`]);
  const file = join(folder, "large.json.gz");
  const { bytes, lines } = await generate(recorded, file, Number(values.mebibytes) * 2 ** 20, SEED);
  const packed = (await stat(file)).size;
  console.log(`${(bytes / 1e6).toFixed(0)} MB unpacked, ${(packed / 1e6).toFixed(0)} MB packed, ${lines} lines`);
  const timings = await timePairs(file, folder, Number(values.pairs));
  const of = (name: "gzip" | "fold") => {
    const rates = timings.map((timing) => bytes / 1e6 / timing[name].wall);
    const cpu = timings.map((timing) => timing[name].cpu);
    return `${spread(rates, 0)} MB/s, ${spread(cpu, 2)} CPU seconds`;
  };
  const ratio = (kind: "wall" | "cpu") =>
    spread(
      timings.map(({ gzip, fold }) => gzip[kind] / fold[kind]),
      2,
    );
  console.log(`gzip -dc           ${of("gzip")}`);
  console.log(`fold               ${of("fold")}`);
  console.log(`fold/gzip          ${ratio("wall")} in speed, ${ratio("cpu")} in work a CPU second`);
  console.log(`fold, peak memory  ${(Math.max(...timings.map(({ peak }) => peak)) / 1e6).toFixed(0)} MB at most`);
}

async function cost(folder: string, url: string): Promise<void> {
  const load = { url, rate: 100, seconds: 3 };
  const file = (name: string) => join(folder, name);
  const outputs: Record<string, readonly string[]> = {
    off: [],
    "json=FILE.gz": ["--out", `json=${file("o.json.gz")}`],
    "json=FILE": ["--out", `json=${file("o.json")}`],
    "json=- to a pipe": ["--out", "json=-"],
    "csv=FILE.gz": ["--out", `csv=${file("o.csv.gz")}`],
  };
  const seconds = new Map(Object.keys(outputs).map((name): [string, number[]] => [name, []]));
  await runK6({ ...load, seconds: 1 }, []);
  for (let run = 0; run < Number(values.runs); run++) {
    for (const [name, out] of Object.entries(outputs)) seconds.get(name)!.push(await runK6(load, out));
  }
  const requests = load.rate * load.seconds * 10;
  console.log(`k6's own CPU seconds, ${requests} requests at ${load.rate * 10}/s, median (min–max):`);
  const off = seconds.get("off")!;
  for (const [name, list] of seconds) {
    const more = spread(
      list.map((one, run) => (one / off[run]! - 1) * 100),
      0,
    );
    console.log(`${name.padEnd(18)} ${spread(list, 2)}, ${more} % more than off`);
  }
}

const folder = await mkdtemp(join(tmpdir(), "weighbridge-fold-"));
const server = await startServer();
try {
  console.log(`${cpus().length} cores, ${process.arch}, Node ${process.version}`);
  await throughput(folder, server.url);
  await cost(folder, server.url);
} finally {
  server.stop();
  await rm(folder, { recursive: true, force: true });
}
