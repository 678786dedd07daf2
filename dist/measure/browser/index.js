// src/measure/browser/index.ts
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { findK6 } from "../../system/tools.js";
import { findChrome } from "../chrome.js";
import { digestOf } from "../conditions.js";
import { visitScript } from "./script.js";
import { openSession } from "./session.js";
var VISIT = 3.5;
var USUAL_NOISE = 0.1;
var browser = {
  id: "browser",
  needs: ({ interact }) => interact === void 0 ? [] : [{ key: "browser.interact", path: interact }],
  async open(config, context) {
    const { system, root, scratch, sides } = context;
    const k6 = await findK6({ system });
    const chrome = await findChrome(system, void 0);
    const module = config.interact === void 0 ? null : resolve(root, config.interact);
    const script = join(scratch, "visit.js");
    await writeFile(script, visitScript(module === null ? null : pathToFileURL(module).href));
    const interact = module === null ? null : await readFile(module, "utf8");
    const plan = planOf(config, { interact, sides: sides.length, k6: k6.version, chrome: chrome.version });
    const temporary = await system.processes.temporaryFolder("kb");
    return openSession({ tool: { k6: k6.path, chrome: chrome.path, script, temporary }, config, plan, context });
  }
};
function planOf(config, { interact, sides, ...tools }) {
  const { pages, headers, settle } = config;
  const visits = pages.length === 1 ? "1 page" : `${pages.length} pages`;
  const settling = settle / 1e3 * (interact === null ? 1 : 2);
  return {
    lines: [`${visits} visited in Chrome ${tools.chrome} by k6, one side after the other`],
    secondsPerRound: pages.length * sides * (VISIT + settling),
    usualNoise: USUAL_NOISE,
    startsPerRound: 1,
    tools,
    conditions: digestOf({ pages, headers, settle, interact })
  };
}
export {
  browser
};
