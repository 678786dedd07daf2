// src/measure/lighthouse/index.ts
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "../../vendor/zod.js";
import { ConfigError } from "../../errors.js";
import { findPackage } from "../../system/packages.js";
import { findChrome } from "../chrome.js";
import { planOf } from "./plan.js";
import { readUserConfig } from "./rc.js";
import { openSession } from "./session.js";
import { settingsOf } from "./settings.js";
var lighthouse = {
  id: "lighthouse",
  needs: ({ config, login, flows = [] }) => [
    ...config === void 0 ? [] : [{ key: "lighthouse.config", path: config }],
    ...login === void 0 ? [] : [{ key: "lighthouse.login", path: login }],
    ...flows.map((path, index) => ({ key: `lighthouse.flows[${index}]`, path }))
  ],
  async open(config, context) {
    const { system, root } = context;
    const lhci = join(await findPackage(system, "@lhci/cli"), "src/cli.js");
    const user = config.config === void 0 ? null : await readUserConfig({ file: config.config, root, lhci, system });
    const pages = config.urls ?? user?.paths ?? [];
    if (pages.length === 0 && config.flows === void 0) {
      throw new ConfigError(
        `lighthouse: neither urls nor ${config.config} names a page: set lighthouse.urls, for example [/, /checkout].`
      );
    }
    const settings = settingsOf(config, user, root);
    const chrome = await findChrome(system, settings.chromePath);
    const tools = { ...await versionsOf(lhci), chrome: chrome.version };
    const plan = await planOf({ config, user, settings, pages, tools, context });
    const temporary = await system.processes.temporaryFolder("lh");
    const tool = { lhci, chrome: chrome.path, temporary };
    return openSession({ tool, pages, settings, user, plan, context });
  }
};
var packageFile = z.object({ version: z.string() });
async function versionsOf(lhci) {
  const versionIn = async (file) => packageFile.parse(JSON.parse(await readFile(file, "utf8"))).version;
  const lighthouse2 = createRequire(lhci).resolve("lighthouse");
  return {
    lhci: await versionIn(join(dirname(lhci), "../package.json")),
    lighthouse: await versionIn(join(dirname(lighthouse2), "../package.json"))
  };
}
export {
  lighthouse
};
