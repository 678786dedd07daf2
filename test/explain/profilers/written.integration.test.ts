/** Whatever lies where a profile or coverage was to be written: the target, or a command of the pull request, can put it there. */
import { chmodSync, copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runCoverage } from "../../../src/explain/coverage/run.ts";
import { commandProfiler } from "../../../src/explain/profilers/command.ts";
import { jvmProfiler } from "../../../src/explain/profilers/jvm.ts";
import type { Profiler } from "../../../src/explain/profilers/profiler.ts";
import { pythonProfiler } from "../../../src/explain/profilers/python.ts";
import { explainSchema } from "../../../src/explain/schema.ts";
import type { RoundServers, Served } from "../../../src/measure/served.ts";
import { type TestSystem, testSystem } from "../../helpers/system.ts";
import { loadOf } from "../harness.ts";

let own: TestSystem;
let scratch: string;
beforeAll(async () => {
  own = await testSystem();
});
beforeEach(async () => {
  scratch = await own.system.processes.temporaryFolder("written");
});
afterAll(() => own[Symbol.asyncDispose]());

const PIPE = { how: "mkfifo", said: "it is no plain file" };
const LARGE = { how: "truncate --size 1T", said: "it has 1099511627776 bytes, and at most" };

/** A program that ends well, and leaves at `at`, as its shell has it, what it was not asked for. */
function program(name: string, how: string, at: string): string {
  const path = join(scratch, name);
  writeFileSync(path, `#!/bin/sh\nrm -f "${at}" && ${how} "${at}"\n`);
  chmodSync(path, 0o755);
  return path;
}

/** A process whose program has that name. */
async function servedBy(name: string): Promise<Served> {
  const path = join(scratch, name);
  copyFileSync("/bin/sleep", path);
  const running = await own.system.processes.start([path, "600"], { cwd: scratch, env: own.system.env });
  return { side: "head", slot: "a", url: "", died: new Promise<never>(() => {}), processes: () => [running.pid] };
}

const context = () => ({ config: explainSchema.parse({}), system: own.system, scratch });
const recorded = async (profiler: Profiler, served: Served) => (await profiler.record(served, 0)).end();

describe.each([PIPE, LARGE])("$how", { tags: ["T25"] }, ({ how, said }) => {
  test("in place of a command's profile", async () => {
    const profiler = commandProfiler({ run: `${how} \${out}`, format: "collapsed" }, context());
    await expect(recorded(profiler, await servedBy("own"))).rejects.toThrow(
      `explain.command wrote no collapsed that can be read: ${said}`,
    );
  });

  test("in place of py-spy's", async () => {
    const profiler = pythonProfiler(program("py-spy", how, "$5"), context());
    await expect(recorded(profiler, await servedBy("python3"))).rejects.toThrow(
      `what py-spy wrote cannot be read: ${said}`,
    );
  });

  test("in place of what jfr prints", async () => {
    // It is named as the recording, which is the last that jfr is told.
    const jfr = program("jfr", how, "${7%.jfr}.json");
    const profiler = jvmProfiler({ jcmd: "/bin/true", jfr }, context());
    await expect(recorded(profiler, await servedBy("java"))).rejects.toThrow(
      `what the Java Flight Recorder wrote cannot be read: ${said}`,
    );
  });

  test("in place of LCOV", async () => {
    const served = await servedBy("own");
    const build = { commit: null, dir: scratch };
    const covering = {
      ...context(),
      config: explainSchema.parse({ coverage: { run: `${how} \${out}` } }),
      builds: { base: { side: "base", ...build }, head: { side: "head", ...build } },
      load: loadOf([]),
      serve: <T>(_: unknown, body: (servers: RoundServers) => Promise<T>) =>
        body({ alone: async () => served, both: async () => ({ a: served, b: served }) }),
    } as const;
    await expect(runCoverage(covering, [{ file: "cart.js", lines: [1] }])).rejects.toThrow(
      `explain.coverage.run wrote no file that can be read: ${said}`,
    );
  });
});
