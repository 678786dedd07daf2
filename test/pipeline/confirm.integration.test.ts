/** Sizes that fail the gate, on real builds: base is built once more, and what differs from build to build is not exact. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { type Weighing, weigh } from "../../src/gate.ts";
import { judgeRounds } from "../../src/pipeline/verdict.ts";
import type { System } from "../../src/system/system.ts";
import { createRandom } from "../compare/noise.ts";
import { requestOf } from "../helpers/request.ts";
import { testSystem } from "../helpers/system.ts";
import { createRepository } from "../target/repository.ts";

/** Leaves a mark outside the tree for each build, by which it knows the how manyeth one it is: head's, base's, base's again. */
const build = (extra: string) => `set -e
count=$(ls "$1" | wc -l)
pwd > "$1/$count"
mkdir -p dist
cp app.js dist/app.js
pad() { head -c "$1" /dev/urandom | base64 >> dist/app.js; }
${extra}
`;

/** Text that hardly compresses: gzip makes about 0.75 bytes of each of these. */
const app = (length: number) => {
  const random = createRandom(1);
  const letters = Array.from({ length }, () => String.fromCharCode(35 + Math.floor(57 * random.uniform())));
  return `export const text = ${JSON.stringify(letters.join(""))};\n`;
};

interface Story {
  /** Shell, at the end of each build. */
  readonly extra?: string;
  /** Characters of base's and of head's program. */
  readonly sizes: readonly [number, number];
  readonly target?: string;
  readonly metrics?: string;
}

async function weighBuilds(system: System, { extra = "", sizes, target, metrics = "" }: Story) {
  const marks = await system.processes.temporaryFolder("marks");
  const repository = await createRepository(system);
  const config = `
target: ${target ?? `{ build: "sh build.sh '${marks}'", static: dist }`}
bundle: { files: "dist/*.js" }
${metrics}`;
  const files = { "weighbridge.yml": config, "build.sh": build(extra), "dist/app.js": "" };
  const ignored = target === undefined ? { ".gitignore": "dist\n" } : {};
  const at = (length: number) => ({ "app.js": app(length), ...(target && { "dist/app.js": app(length) }) });
  const base = await repository.commit("base", { ...files, ...ignored, ...at(sizes[0]) });
  const head = await repository.commit("head", at(sizes[1]));
  const weighing = await weigh(requestOf(repository.folder, base, head), await loadConfig(repository.folder), system);
  const names = (await readdir(marks)).sort();
  const folders = await Promise.all(names.map((name) => readFile(join(marks, name), "utf8")));
  return { ...weighing, folders, builds: folders.length };
}

/** No rise of gzip is too much, and this many raw bytes are. */
const limited = (max: string) =>
  `metrics: { "bundle/raw@total": { max: ${max} }, "bundle/gzip@*": { tolerate: { relative: 200% } } }`;

const total = ({ verdict, rounds }: Weighing) => ({
  ...verdict.comparisons.find(({ metric }) => metric.id === "bundle/gzip@total")!,
  series: rounds!.series.find(({ metric }) => metric.id === "bundle/gzip@total")!,
});

/** What is stored is judged as it was in the job, by whoever judges it again. */
function expectSameFromFile({ verdict, rounds }: Weighing): void {
  const again = judgeRounds(JSON.parse(JSON.stringify(rounds)));
  expect([again.verdict, again.reasons, again.comparisons]).toEqual([
    verdict.verdict,
    verdict.reasons,
    verdict.comparisons,
  ]);
}

test("what is accepted fails nothing, so that base is not built a second time for it", async () => {
  await using under = await testSystem();
  const accept = (upTo: string) =>
    `accept: [{ metric: "bundle/gzip@total", upTo: ${upTo}, until: 2999-12-31, reason: Known. }]`;
  const accepted = await weighBuilds(under.system, { sizes: [10_000, 20_000], metrics: accept("150%") });
  expect(accepted.verdict).toMatchObject({ verdict: "pass", accepted: [{ metric: "bundle/gzip@total", upTo: 1.5 }] });
  expect(accepted.builds).toBe(2);
  const more = await weighBuilds(under.system, { sizes: [10_000, 20_000], metrics: accept("50%") });
  expect(more.verdict).toMatchObject({ verdict: "fail", accepted: [] });
  expect(more.builds).toBe(3);
});

test("a build that is the same every time: what rose fails, after a second build of base", async () => {
  await using under = await testSystem();
  const weighed = await weighBuilds(under.system, { sizes: [10_000, 20_000] });
  expect(weighed.verdict).toMatchObject({ verdict: "fail", rung: "exact", notices: [] });
  expect(weighed.builds).toBe(3);
  const [, first, again] = weighed.folders;
  expect(again).not.toBe(first);
  expect(again).toHaveLength(first!.length);
  const { series } = total(weighed);
  expect(series).toMatchObject({ kind: "exact", baseAgain: series.base });
  expect(under.lines).toContainEqual(
    expect.stringMatching(/^bundle\/gzip@total got worse: base is built a second time/),
  );
  expect(under.lines).toContain("Both are the same.");
  expectSameFromFile(weighed);
});

test("a build that is not: a rise within what two builds of base differ by is open, and one far beyond it fails", async () => {
  await using under = await testSystem();
  // Head's is the first build: 3 kB more in it, and in the second one of base.
  const extra = 'if [ "$count" != 1 ]; then pad 3000; fi';
  const near = await weighBuilds(under.system, { extra, sizes: [10_000, 10_010] });
  expect(near.verdict).toMatchObject({ verdict: "inconclusive", blocks: false });
  expect(total(near)).toMatchObject({
    change: "inconclusive",
    note: expect.stringMatching(/^two builds of base differ by 3\d\d\d B \(\d+ B, \d+ B\), so this is not exact$/),
  });
  expect(near.verdict.notices).toContainEqual(
    expect.stringMatching(/^bundle\/gzip@total got worse, so base was built a second time\. 6 of 6 values differ\.$/),
  );
  expectSameFromFile(near);

  const far = await weighBuilds(under.system, { extra, sizes: [10_000, 40_000] });
  expect(far.verdict.verdict).toBe("fail");
  expectSameFromFile(far);
});

test("a second build that fails saves nobody: what rose fails, and so does a broken limit", async () => {
  await using under = await testSystem();
  const extra = 'test "$count" -lt 2';
  const rose = await weighBuilds(under.system, { extra, sizes: [10_000, 20_000] });
  expect([rose.verdict.verdict, rose.builds]).toEqual(["fail", 3]);
  expect(total(rose).change).toBe("regressed");
  expect(total(rose).series).not.toHaveProperty("baseAgain");
  expect(rose.verdict.notices).toContainEqual(
    expect.stringMatching(
      /^bundle\/gzip@total .*got worse, so base was built a second time\. That failed, so the sizes are taken as exact: base: build failed/,
    ),
  );
  expectSameFromFile(rose);

  const metrics = limited("15kB");
  const broken = await weighBuilds(under.system, { extra, sizes: [10_000, 20_000], metrics });
  expect([broken.verdict.verdict, broken.builds]).toEqual(["fail", 3]);
  expect(broken.verdict.reasons).toMatchObject([{ kind: "budget", check: { outcome: "broken" } }]);
  expectSameFromFile(broken);
});

test("a second build that leaves the file out shows that nothing is exact", async () => {
  await using under = await testSystem();
  const extra = 'if [ "$count" = 2 ]; then rm dist/app.js; fi';
  const rose = await weighBuilds(under.system, { extra, sizes: [10_000, 20_000] });
  expect(rose.verdict.verdict).toBe("inconclusive");
  expect(total(rose)).toMatchObject({
    change: "inconclusive",
    note: expect.stringMatching(/^a second build of base gave no value/),
    series: { baseAgain: null },
  });
  expectSameFromFile(rose);
});

test("base is built once where nothing gating rose, and where nothing is built at all", async () => {
  await using under = await testSystem();
  const shrunk = await weighBuilds(under.system, { sizes: [20_000, 10_000] });
  expect([shrunk.verdict.verdict, shrunk.builds]).toEqual(["pass", 2]);
  const watching = 'metrics: { "bundle/*": { role: watch } }';
  const watched = await weighBuilds(under.system, { sizes: [10_000, 20_000], metrics: watching });
  expect([watched.verdict.verdict, watched.builds]).toEqual(["pass", 2]);
  const plain = await weighBuilds(under.system, { sizes: [10_000, 20_000], target: "{ static: dist }" });
  expect([plain.verdict.verdict, plain.builds]).toEqual(["fail", 0]);
  expect(total(plain).series).not.toHaveProperty("baseAgain");
});

test("a limit that head breaks and base keeps has base built again; one that both break has not", async () => {
  await using under = await testSystem();
  const kept = await weighBuilds(under.system, { sizes: [10_000, 20_000], metrics: limited("15kB") });
  expect([kept.verdict.verdict, kept.builds]).toEqual(["fail", 3]);
  const broken = await weighBuilds(under.system, { sizes: [10_000, 20_000], metrics: limited("5kB") });
  expect([broken.verdict.verdict, broken.builds]).toEqual(["fail", 2]);
});
