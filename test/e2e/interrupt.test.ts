import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Place, place, struck } from "../helpers/struck.ts";

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const isLong = process.env.WEIGHBRIDGE_LONG !== undefined;
const MOMENTS = isLong ? 30 : 3;
/** In milliseconds: what a cancelled job may take, and the watchdog when nobody is left to clean up. */
const [CANCELLED, KILLED] = [5_000, 10_000];

/** Another one each time, so that over the years no moment is left out; printed, so that one can be had again. */
const seed = Number(process.env.WEIGHBRIDGE_SEED ?? Date.now() % 1_000_000);
let state = seed;
/** Lehmer's generator: uniform, 0–1. */
function random(): number {
  state = (state * 48_271 + 11) % 0x7fffffff;
  return state / 0x7fffffff;
}

/** As a person or a CI system ends us: `detached` makes us a group of our own, as a shell does. */
const STRIKES: Readonly<Record<string, { limit: number; strike: (child: ChildProcess) => void }>> = {
  SIGINT: { limit: CANCELLED, strike: (child) => child.kill("SIGINT") },
  SIGTERM: { limit: CANCELLED, strike: (child) => child.kill("SIGTERM") },
  SIGKILL: { limit: KILLED, strike: (child) => child.kill("SIGKILL") },
  "Ctrl-C in a terminal, to us and all that is with us in the foreground": {
    limit: CANCELLED,
    strike: (child) => child.exitCode ?? process.kill(-child.pid!, "SIGINT"),
  },
};

describe("a gate that is ended from outside", () => {
  let here: Place;
  /** How long a gate lives that nobody ends, in milliseconds, and what it comes to. */
  let life: number;
  let usual: { code: number | null; verdict: string };

  const start = () =>
    spawn(process.execPath, [cli, "run", "--record", "--baseline", here.store], {
      cwd: here.repository.folder,
      env: here.env,
      detached: true,
    });
  const whole = async () => {
    const begun = performance.now();
    const { code, output, left } = await struck(here, start, { after: 600_000, strike: () => {}, limit: 0 });
    const verdict = /^(?:Pass|Blocked|Inconclusive|Would have blocked)/m.exec(output)?.[0] ?? output;
    return { ms: performance.now() - begun, usual: { code, verdict }, left };
  };

  beforeAll(async () => {
    here = await place(isLong ? 6 : 3);
    const first = await whole();
    expect([first.left, first.usual.code]).toEqual([[], 0]);
    ({ ms: life, usual } = first);
    console.log(`seed ${seed}, a whole life takes ${Math.round(life)} ms and ends with ${JSON.stringify(usual)}`);
  });
  afterAll(async () => {
    // What was ended in between has changed nothing for those after it.
    const last = await whole();
    await here[Symbol.asyncDispose]();
    expect(last.usual).toEqual(usual);
    expect(last.left).toEqual([]);
  });

  test.each(Object.entries(STRIKES))(
    "%s at random moments: all is gone in time, nothing is half-written, and a next one works",
    { tags: ["R16"], timeout: 1_800_000 },
    async (name, { strike, limit }) => {
      const times: number[] = [];
      for (let index = 0; index < MOMENTS; index++) {
        // One in each part of its life, the end included.
        const after = ((index + random()) / MOMENTS) * life;
        const { left, ms, output } = await struck(here, start, { after, strike, limit });
        expect.soft(left, `seed ${seed}, ${name} after ${Math.round(after)} ms\n${output}`).toEqual([]);
        expect(output).not.toContain("defect");
        times.push(Math.round(ms));
      }
      times.sort((a, b) => a - b);
      console.log(`${name}: gone after ${times.join(", ")} ms`);
    },
  );
});
