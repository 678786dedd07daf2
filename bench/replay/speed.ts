/**
 * What `weighbridge replay` takes: 10,000 pull requests of 6 metrics and 30 rounds, one of 1,000 metrics, and the memory at
 * 100,000 lines beside that at 1,000. The rounds are recorded ones of identical builds, turned by a coin. Ends with 1 where
 * a goal is missed. `npm run build`, then `npx tsx bench/replay/speed.ts`
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generator } from "../../src/compare/statistics/random.ts";
import type { SampledSeries } from "../../src/model/series.ts";
import { judgePullRequest, type PullRequest } from "../../src/replay/judge.ts";

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const data = JSON.parse(await readFile(new URL("../data/twin-identical.json", import.meta.url), "utf8"));
const recorded: readonly SampledSeries[] = data.series.filter(({ metric }: SampledSeries) => /latency/.test(metric.id));
const random = generator(1);

function pullRequest(id: number, metrics: number): PullRequest {
  const turns = Array.from({ length: 30 }, () => ({ round: Math.floor(random() * 200), isTurned: random() < 0.5 }));
  return {
    id: String(id),
    metrics: Array.from({ length: metrics }, (_, i) => {
      const { base, head } = recorded[i % recorded.length]!;
      // A second of the same endpoint would be equal to the first.
      const factor = () => 1 + 0.02 * (random() - 0.5);
      return {
        id: `k6/latency@${i}`,
        kind: "sampled",
        better: "lower",
        base: turns.map(({ round, isTurned }) => (isTurned ? head : base)[round]! * factor()),
        head: turns.map(({ round, isTurned }) => (isTurned ? base : head)[round]! * factor()),
      };
    }),
  };
}

/** Prints the peak at the end, from inside. */
const PEAK = 'process.on("exit", () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}\\n`))';

/** The command over the file, so many times: seconds, and its peak memory in MB. */
async function run(file: string, times: number): Promise<{ seconds: number; peak: number }> {
  const begun = performance.now();
  const args = ["--import", `data:text/javascript,${encodeURIComponent(PEAK)}`, cli, "replay", "-"];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (text) => (said += text));
  const closed = once(child, "close");
  for (let i = 0; i < times; i++) {
    for await (const chunk of createReadStream(file)) if (!child.stdin.write(chunk)) await once(child.stdin, "drain");
  }
  child.stdin.end();
  const [code] = await closed;
  if (code !== 0) throw new Error(`weighbridge replay ended with ${code}: ${said}`);
  return { seconds: (performance.now() - begun) / 1000, peak: Number(/^peak (\d+)/m.exec(said)![1]) / 1024 };
}

const folder = await mkdtemp(join(tmpdir(), "weighbridge-replay-"));
const missed: string[] = [];
const say = (what: string, value: string, holds: boolean, goal: string) => {
  console.log(`${what}: ${value} (goal: ${goal})`);
  if (!holds) missed.push(what);
};
try {
  console.log(`${data.environment.cpu}, ${availableParallelism()} cores, Node ${process.version}\n`);
  const [ten, one] = [join(folder, "10000.ndjson"), join(folder, "1000.ndjson")];
  for (let block = 0; block < 10; block++) {
    const lines = Array.from({ length: 1000 }, (_, i) => JSON.stringify(pullRequest(block * 1000 + i, 6))).join("\n");
    await appendFile(ten, `${lines}\n`);
    if (block === 0) await appendFile(one, `${lines}\n`);
  }
  const { seconds } = await run(ten, 1);
  say("10,000 pull requests of 6 metrics, 30 rounds", `${seconds.toFixed(1)} s`, seconds <= 30, "30 s");

  const large = pullRequest(0, 1000);
  const begun = performance.now();
  judgePullRequest(large, { falseAlarms: 0.01, effort: "standard", overrides: [] });
  const decided = (performance.now() - begun) / 1000;
  say("1,000 metrics of 30 rounds, decided, the first time", `${decided.toFixed(2)} s`, decided <= 1, "1 s");

  const small = await run(one, 1);
  const much = await run(ten, 10);
  const peaks = `${much.peak.toFixed(0)} MB, ${small.peak.toFixed(0)} MB at 1,000 (${much.seconds.toFixed(0)} s)`;
  say("Peak memory at 100,000 lines", peaks, much.peak <= small.peak * 1.5, "at most half as much again");
} finally {
  await rm(folder, { recursive: true });
}
for (const what of missed) console.error(`Missed: ${what}.`);
process.exitCode = missed.length > 0 ? 1 : 0;
