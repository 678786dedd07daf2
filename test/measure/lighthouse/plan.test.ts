import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { planOf } from "../../../src/measure/lighthouse/plan.ts";
import type { UserConfig } from "../../../src/measure/lighthouse/rc.ts";
import { settingsOf } from "../../../src/measure/lighthouse/settings.ts";
import { SIDES, type Side } from "../../../src/model/series.ts";

interface Planned {
  readonly login?: string;
  readonly runs?: number;
  readonly pages?: readonly string[];
  readonly sides?: readonly Side[];
  /** Text of a user flow. */
  readonly flow?: string;
}

/** The plan of a repository that lies somewhere else each time. */
async function plan({ login = "", runs = 0, pages = ["/"], sides = SIDES, flow }: Planned = {}) {
  const root = await mkdtemp(join(tmpdir(), "weighbridge-test-"));
  try {
    await writeFile(join(root, "login.js"), login);
    const user: UserConfig = {
      paths: [],
      urlOf: (path) => path,
      collect: { puppeteerScript: join(root, "login.js") },
      runs,
      assert: null,
      notes: [],
    };
    if (flow !== undefined) await writeFile(join(root, "checkout.flow.js"), flow);
    const flows = flow === undefined ? {} : { flows: ["checkout.flow.js"] };
    const config = { urls: pages, config: "lighthouserc.json", ...flows };
    const settings = settingsOf(config, user, root);
    return await planOf({ config, user, settings, pages, tools: { chrome: "140" }, context: { sides, root } });
  } finally {
    await rm(root, { recursive: true });
  }
}

test("tells the runs of a round, and their price in seconds", async () => {
  expect(await plan({ pages: ["/", "/cart"], runs: 5 })).toMatchObject({
    lines: [
      "/, /cart: in each round one Lighthouse run a page and side, about 8 s each; in the first 5 rounds with all categories, about 13 s",
    ],
    startsPerRound: 1,
    usualNoise: 0.04,
    tools: { chrome: "140" },
  });
  // Two of twelve rounds are full: 10 runs of 7.5 s and 2 of 12.5 s.
  expect((await plan()).secondsPerRound).toBeCloseTo((2 * (10 * 7.5 + 2 * 12.5)) / 12);
  expect((await plan({ sides: ["head"], runs: 50 })).secondsPerRound).toBe(12.5);
});

test("tells the user flows, with pages or alone", async () => {
  const line = "checkout.flow.js: in each round each flow once a side, about 12 s";
  const { lines, secondsPerRound } = await plan({ flow: "" });
  expect(lines).toEqual([expect.stringMatching(/^\/: /), line]);
  expect(secondsPerRound).toBe((await plan()).secondsPerRound + 24);
  expect(await plan({ flow: "", pages: [] })).toMatchObject({ lines: [line], secondsPerRound: 24 });
});

test("conditions follow from what the files say, not from where they lie", async () => {
  const { conditions } = await plan();
  expect((await plan()).conditions).toBe(conditions);
  for (const other of [{ login: "other" }, { runs: 3 }, { pages: ["/cart"] }, { flow: "1" }]) {
    expect((await plan(other)).conditions).not.toBe(conditions);
  }
  expect((await plan({ flow: "1" })).conditions).not.toBe((await plan({ flow: "2" })).conditions);
});
