/**
 * npx tsx bench/soak/sizes.ts [rounds]: the most that a k6 job may give, 500 endpoints and 500 checks, judged and stored;
 * bytes of each file, seconds to judge, and that it is read again.
 */
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MOST_TOLD } from "../../src/measure/k6/told.ts";
import { judgeRounds } from "../../src/pipeline/verdict.ts";
import { snapshotOf } from "../../src/report/deliver/snapshot.ts";
import { renderMarkdown } from "../../src/report/render/markdown/markdown.ts";
import { renderText } from "../../src/report/render/terminal/text.ts";
import { readRounds, readVerdict } from "../../src/stored/read.ts";
import { writeRounds, writeSnapshot, writeVerdict } from "../../src/stored/write.ts";
import { largestRounds } from "../../test/helpers/largest.ts";

const count = Number(process.argv[2] ?? 60);
const rounds = largestRounds(count, MOST_TOLD);
const folder = await mkdtemp(join(tmpdir(), "weighbridge-soak-"));
const timed = async <Value>(what: string, make: () => Value | Promise<Value>): Promise<Value> => {
  const started = performance.now();
  const made = await make();
  console.log(`${what}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return made;
};
try {
  const verdict = await timed(`judging ${rounds.series.length} metrics of ${count} rounds`, () => judgeRounds(rounds));
  const files = [
    await writeRounds(folder, rounds),
    await writeVerdict(folder, verdict),
    await writeSnapshot(folder, snapshotOf(rounds, verdict, rounds.job)!),
  ];
  for (const file of files) console.log(`${file.slice(folder.length + 1)}: ${(await stat(file)).size} bytes`);
  await timed("reading rounds.json", () => readRounds(files[0]!));
  await timed("reading verdict.json", () => readVerdict(files[1]!));
  const comment = await timed("the comment", () => renderMarkdown(verdict));
  const text = await timed("the terminal", () => renderText(verdict, { width: 120, colour: false }));
  console.log(`comment: ${Buffer.byteLength(comment)} bytes; terminal: ${Buffer.byteLength(text)} bytes`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
