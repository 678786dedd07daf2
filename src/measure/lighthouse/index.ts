/** The Lighthouse collector: single runs of Lighthouse CI, base and head in turn, in every round anew. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";
import { ConfigError } from "../../errors.ts";
import { findPackage } from "../../system/packages.ts";
import { findChrome } from "../chrome.ts";
import type { Collector } from "../collector.ts";
import { planOf } from "./plan.ts";
import { readUserConfig } from "./rc.ts";
import type { LighthouseConfig } from "./schema.ts";
import { openSession } from "./session.ts";
import { settingsOf } from "./settings.ts";

export const lighthouse: Collector<LighthouseConfig> = {
  id: "lighthouse",
  needs: ({ config, login, flows = [] }) => [
    ...(config === undefined ? [] : [{ key: "lighthouse.config", path: config }]),
    ...(login === undefined ? [] : [{ key: "lighthouse.login", path: login }]),
    ...flows.map((path, index) => ({ key: `lighthouse.flows[${index}]`, path })),
  ],
  async open(config, context) {
    const { system, root } = context;
    const lhci = join(await findPackage(system, "@lhci/cli"), "src/cli.js");
    const user = config.config === undefined ? null : await readUserConfig({ file: config.config, root, lhci, system });
    const pages = config.urls ?? user?.paths ?? [];
    if (pages.length === 0 && config.flows === undefined) {
      throw new ConfigError(
        `lighthouse: neither urls nor ${config.config} names a page: set lighthouse.urls, for example [/, /checkout].`,
      );
    }
    const settings = settingsOf(config, user, root);
    const chrome = await findChrome(system, settings.chromePath);
    const tools = { ...(await versionsOf(lhci)), chrome: chrome.version };
    const plan = await planOf({ config, user, settings, pages, tools, context });
    const temporary = await system.processes.temporaryFolder("lh");
    const tool = { lhci, chrome: chrome.path, temporary };
    return openSession({ tool, pages, settings, user, plan, context });
  },
};

const packageFile = z.object({ version: z.string() });

/** Of Lighthouse CI and of the Lighthouse that it runs. */
async function versionsOf(lhci: string): Promise<Readonly<Record<"lhci" | "lighthouse", string>>> {
  const versionIn = async (file: string) => packageFile.parse(JSON.parse(await readFile(file, "utf8"))).version;
  const lighthouse = createRequire(lhci).resolve("lighthouse");
  return {
    lhci: await versionIn(join(dirname(lhci), "../package.json")),
    lighthouse: await versionIn(join(dirname(lighthouse), "../package.json")),
  };
}
