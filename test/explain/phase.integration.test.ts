import { expect, test } from "vitest";
import { profileSides } from "../../src/explain/phase.ts";
import { processorTime } from "../../src/explain/processes.ts";
import { explainSchema } from "../../src/explain/schema.ts";
import { spentOn } from "../../src/explain/spent.ts";
import type { Load } from "../../src/measure/load.ts";
import type { Served } from "../../src/measure/served.ts";
import type { Side, Slot, SlotOf } from "../../src/model/series.ts";
import { testSystem } from "../helpers/system.ts";
import { loadOf } from "./harness.ts";

const REQUESTS = 100;
/** Milliseconds of processor time of a load. */
const WORK = 300;

/** Of a command that tells one function alone; each side is this process, and each load works as much as it says. */
async function profiled(scripts: readonly string[], seconds: number) {
  await using own = await testSystem();
  const dir = await own.system.processes.temporaryFolder("phase");
  const one = (side: Side, slot: Slot): Served => ({
    ...{ side, slot, url: "", died: new Promise<never>(() => {}), processes: () => [process.pid] },
  });
  const drive: Load["drive"] = async ({ served }) => {
    const began = processorTime([process.pid])!;
    while (served.length === 1 && processorTime([process.pid])! - began < WORK);
    return { requests: { a: REQUESTS, b: REQUESTS }, median: {}, seconds, loaded: seconds };
  };
  const command = { run: 'echo "main;of${seconds} 7" > ${out}', format: "collapsed" };
  return await profileSides({
    config: explainSchema.parse({ profiler: "command", seconds: "1s", profiles: 3, command }),
    system: own.system,
    builds: { base: { side: "base", commit: null, dir }, head: { side: "head", commit: null, dir } },
    load: { ...loadOf([]), scripts, drive },
    serve: (slots: SlotOf, body) => {
      const both = async () => ({ a: one(slots.a, "a"), b: one(slots.b, "b") });
      return body({ both, alone: () => Promise.reject(new Error("nothing is driven alone")) });
    },
  });
}

test("a profile lasts for the load of all scripts", async () => {
  const { time, seen } = await profiled(["a.js", "b.js", "c.js", "d.js"], 5);
  expect(spentOn(time).functions.map(({ frame }) => frame.name)).toEqual(["of5"]);
  expect(seen).toBe(1);
});

test("of a load that outlasts its profile, requests and processor time are counted as far as it saw them", async () => {
  const { time, processor, seen } = await profiled(["a.js"], 20);
  expect(seen).toBe(0.1);
  expect(time.head.map(({ requests }) => requests)).toEqual([10, 10, 10]);
  const { whole } = spentOn(time);
  for (const costs of [whole.base, whole.head, processor!.base, processor!.head]) {
    // A tick of the kernel more, as it may be, is 10 ms.
    for (const cost of costs) expect(cost).toBeCloseTo(WORK / REQUESTS, 0);
  }
});
