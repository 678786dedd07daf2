/** The browser collector: pages visited in Chrome by k6's browser, base and head in turn, in every round anew. */
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { findK6 } from "../../system/tools.ts";
import { findChrome } from "../chrome.ts";
import type { Collector, CollectorPlan } from "../collector.ts";
import { digestOf } from "../conditions.ts";
import type { BrowserConfig } from "./schema.ts";
import { visitScript } from "./script.ts";
import { openSession } from "./session.ts";

export type { BrowserConfig } from "./schema.ts";

/** Seconds that a visit takes on a machine of two cores besides what it settles, the start of k6 and Chrome included. */
const VISIT = 3.5;
/** Of the largest contentful paint. */
const USUAL_NOISE = 0.1;

export const browser: Collector<BrowserConfig> = {
  id: "browser",
  needs: ({ interact }) => (interact === undefined ? [] : [{ key: "browser.interact", path: interact }]),
  async open(config, context) {
    const { system, root, scratch, sides } = context;
    const k6 = await findK6({ system });
    const chrome = await findChrome(system, undefined);
    const module = config.interact === undefined ? null : resolve(root, config.interact);
    const script = join(scratch, "visit.js");
    await writeFile(script, visitScript(module === null ? null : pathToFileURL(module).href));
    const interact = module === null ? null : await readFile(module, "utf8");
    const plan = planOf(config, { interact, sides: sides.length, k6: k6.version, chrome: chrome.version });
    const temporary = await system.processes.temporaryFolder("kb");
    return openSession({ tool: { k6: k6.path, chrome: chrome.path, script, temporary }, config, plan, context });
  },
};

interface Known {
  /** The text of the user's module. */
  readonly interact: string | null;
  readonly sides: number;
  readonly k6: string;
  readonly chrome: string;
}

function planOf(config: BrowserConfig, { interact, sides, ...tools }: Known): CollectorPlan {
  const { pages, headers, settle } = config;
  const visits = pages.length === 1 ? "1 page" : `${pages.length} pages`;
  const settling = (settle / 1000) * (interact === null ? 1 : 2);
  return {
    lines: [`${visits} visited in Chrome ${tools.chrome} by k6, one side after the other`],
    secondsPerRound: pages.length * sides * (VISIT + settling),
    usualNoise: USUAL_NOISE,
    startsPerRound: 1,
    tools,
    conditions: digestOf({ pages, headers, settle, interact }),
  };
}
