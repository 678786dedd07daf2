/** Whatever k6 ends with other than 0 is a failure of k6 here, its samples whole or not: limits are judged by us. */
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { ToolError } from "../../../src/errors.ts";
import { foldFile } from "../../../src/measure/k6/fold/fold.ts";
import { runK6 } from "../../../src/measure/k6/run.ts";
import { k6Binary } from "../../helpers/k6.ts";
import { testSystem } from "../../helpers/system.ts";

/** Runs a program that leaves samples as k6 does, whole ones, and then does `end`. */
async function failing(end: string, main = ""): Promise<Error> {
  await using opened = await testSystem();
  const { system } = opened;
  const folder = await system.processes.temporaryFolder("k6-test");
  const [k6, samples] = [join(folder, "k6"), join(folder, "samples.json.gz")];
  await writeFile(samples, gzipSync('{"type":"Point"}\n'));
  await writeFile(k6, `#!/bin/bash\necho 'time="…" level=error msg="what k6 said"' >&2\n${end}\n`);
  await chmod(k6, 0o755);
  await writeFile(join(folder, "main.js"), main);
  const abort = new Promise<never>(() => {});
  const run = {
    k6,
    main: join(folder, "main.js"),
    label: "perf/shop.js",
    folder,
    env: system.env,
    samples,
    timeout: main === "" ? 2_000 : 60_000,
    abort,
  };
  const error: unknown = await runK6(run, system).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ToolError);
  return error as Error;
}

test.each([
  ["exit 99", "ended with exit code 99 on perf/shop.js: what k6 said"],
  ["exit 97", "ended with exit code 97 on perf/shop.js: what k6 said"],
  ["exit 100", "ended with exit code 100 on perf/shop.js, setup() took longer than setupTimeout: what k6 said"],
  ["exit 105", "ended with exit code 105 on perf/shop.js, something interrupted it: what k6 said"],
  [
    "exit 107",
    "ended with exit code 107 on perf/shop.js, the script threw while it was loaded or set up: what k6 said",
  ],
  ["exit 108", "ended with exit code 108 on perf/shop.js, the script aborted the test: what k6 said"],
  ["exit 109", "ended with exit code 109 on perf/shop.js, k6 itself crashed: what k6 said"],
  ["exit 1", "ended with exit code 1 on perf/shop.js: what k6 said"],
  ["kill -KILL $$", "was ended by SIGKILL on perf/shop.js: what k6 said"],
  ["kill -SEGV $$", "was ended by SIGSEGV on perf/shop.js: what k6 said"],
  ["exec sleep 600", "did not end within 2 s on perf/shop.js."],
])(
  "k6 that does `%s` is an error in its own words, though its samples are there",
  { tags: ["R21"] },
  async (end, says) => {
    expect((await failing(end)).message).toBe(`k6 ${says}`);
  },
);

test("k6 that ends with 0 on a full disk is an error all the same", { tags: ["R21", "R22"] }, async () => {
  const small = `ulimit -f 64; exec "${await k6Binary("2.2.0")}" "$@"`;
  const main = `import { Counter } from "k6/metrics";
    const counted = new Counter("counted");
    export const options = { vus: 2, iterations: 2000 };
    export default function () { for (let i = 0; i < 20; i++) counted.add(Math.random()); }`;
  const { message } = await failing(small, main);
  expect(message).toMatch(
    /^k6 could not write the samples of perf\/shop\.js: write .*samples\.json\.gz: file too large\.$/,
  );
});

test.each([
  ["cut short", (whole: Buffer) => whole.subarray(0, whole.length - 9), "is cut short"],
  ["empty", () => Buffer.alloc(0), "is empty"],
  ["followed by what is no gzip", (whole: Buffer) => Buffer.concat([whole, Buffer.from("no gzip")]), "is damaged"],
])("samples that are %s are no result, though k6 ended with 0", { tags: ["R21", "R22"] }, async (_, damage, says) => {
  await using opened = await testSystem();
  const path = join(await opened.system.processes.temporaryFolder("k6-test"), "samples.json.gz");
  const point = { metric: "http_reqs", type: "Point", data: { time: "2026-01-01T00:00:00Z", value: 1, tags: {} } };
  const defined = {
    type: "Metric",
    metric: "http_reqs",
    data: { name: "http_reqs", type: "counter", contains: "default" },
  };
  const whole = gzipSync(`${JSON.stringify(defined)}\n${`${JSON.stringify(point)}\n`.repeat(1000)}`);
  await writeFile(path, damage(whole));
  await expect(foldFile(path)).rejects.toThrow(ToolError);
  await expect(foldFile(path)).rejects.toThrow(says);
});
