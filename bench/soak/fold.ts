/**
 * npx tsx bench/soak/fold.ts [--points 1000000,10000000,50000000]: the fold over so many lines of k6's, made, packed and
 * handed over a block at a time, each in a process of its own; the most memory that it ever held.
 */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, type Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { createGzip } from "node:zlib";
import { blocks } from "../fold/generate.ts";
import { runK6 } from "../fold/k6.ts";
import { startServer } from "../fold/server.ts";
import { bundleFold } from "../fold/throughput.ts";

const SEED = 20_260_101;
/** A fifth of the longest round that the config allows, as the gate has it. */
const WINDOW = 720_000;
const { values } = parseArgs({ options: { points: { type: "string", default: "1000000,10000000,50000000" } } });

async function* atLeast(points: number, recorded: string, counted: { lines: number; bytes: number }) {
  for await (const block of blocks(recorded, SEED)) {
    counted.lines += block.lines;
    counted.bytes += Buffer.byteLength(block.text);
    yield block.text;
    if (counted.lines >= points) return;
  }
}

const folder = await mkdtemp(join(tmpdir(), "weighbridge-soak-"));
const server = await startServer();
try {
  const recorded = join(folder, "recorded.json.gz");
  await runK6({ url: server.url, rate: 40, seconds: 3 }, ["--out", `json=${recorded}`]);
  const program = await bundleFold(folder);
  for (const points of values.points.split(",").map(Number)) {
    const counted = { lines: 0, bytes: 0 };
    const started = performance.now();
    const child: ChildProcessByStdio<Writable, Readable, null> = spawn(
      process.execPath,
      [program, "-", String(WINDOW)],
      {
        stdio: ["pipe", "pipe", "inherit"],
      },
    );
    const [peak] = await Promise.all([
      text(child.stdout),
      pipeline(Readable.from(atLeast(points, recorded, counted)), createGzip({ level: 1 }), child.stdin),
    ]);
    const seconds = (performance.now() - started) / 1000;
    console.log(
      `${counted.lines} lines, ${(counted.bytes / 1e9).toFixed(2)} GB: at most ${(Number(peak) / 1e6).toFixed(0)} MB, ${seconds.toFixed(0)} s, ${(counted.lines / seconds / 1000).toFixed(0)} thousand lines a second with making and packing them`,
    );
  }
} finally {
  server.stop();
  await rm(folder, { recursive: true, force: true });
}
