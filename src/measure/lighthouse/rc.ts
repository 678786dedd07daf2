/** A user's own Lighthouse CI config, honoured as far as it is about pages, Lighthouse and assertions. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "../../errors.ts";
import type { System } from "../../system/system.ts";
import { type AssertEntry, assertionsOf } from "./rc-assertions.ts";
import { pagesOf } from "./rc-pages.ts";
import { locate, type RcFile, resolveRc } from "./rc-resolve.ts";
import { parseRc, type Rc } from "./rc-schema.ts";

export interface UserConfig {
  /** Pages as paths with query and fragment, `/checkout?x=1`, each once; empty where the file names none. */
  readonly paths: readonly string[];
  /** The URL under which the assertions know a page: their patterns may name host and port. */
  readonly urlOf: (path: string) => string;
  /** What `lhci collect` is to be given besides URLs, servers and numberOfRuns; paths of files in it are absolute. */
  readonly collect: Readonly<Record<string, unknown>>;
  /** Runs that assertions are judged over at least; 0: no assertions. */
  readonly runs: number;
  /** As an `assertMatrix`; null: none. */
  readonly assert: readonly AssertEntry[] | null;
  /** Sentences for the reader: what was left aside or is judged otherwise than LHCI would. */
  readonly notes: readonly string[];
}

export interface UserConfigInput {
  /** Path of the file below `root`, as the user knows it. */
  readonly file: string;
  readonly root: string;
  /** Absolute path of lhci's cli.js. */
  readonly lhci: string;
  readonly system: System;
}

/** LHCI's own default. */
const NUMBER_OF_RUNS = 3;

const COLLECT = ["settings", "puppeteerScript", "puppeteerLaunchOptions", "headful", "chromePath"];
const ASSERT = ["preset", "assertions", "assertMatrix", "aggregationMethod", "budgetsFile", "budgetMatrix"];
/** Of no consequence here. */
const SILENT = ["url", "numberOfRuns", "additive", "includePassedAssertions", "lhr", "extends"];
const SERVING = [
  ...["startServerCommand", "startServerReadyPattern", "startServerReadyTimeout", "staticDistDir"],
  ...["isSinglePageApplication", "autodiscoverUrlBlocklist", "maxAutodiscoverUrls", "staticDirFileDiscoveryDepth"],
  ...["method", "psiApiKey", "psiStrategy"],
];

/** @throws ConfigError when the file is not there, LHCI cannot read it, or a value in it is wrong */
export async function readUserConfig({ file, root, lhci, system }: UserConfigInput): Promise<UserConfig> {
  const rcFile: RcFile = { name: file, path: join(root, file), root };
  if (!existsSync(rcFile.path)) {
    throw new ConfigError(
      `lighthouse.config: ${file} does not exist in ${root}; paths start from the config's folder.`,
    );
  }
  const rc = parseRc(await resolveRc(rcFile, lhci, system), file);
  if (Object.keys(rc).length === 0) {
    throw new ConfigError(`${file} says nothing to Lighthouse CI; expected ci with collect or assert in it.`);
  }
  const { matrix, notes } = assertionsOf(rc, file);
  const pages = pagesOf(rc.url ?? [], file);
  return {
    paths: pages.paths,
    urlOf: pages.urlOf,
    collect: collectOf(rc, rcFile),
    runs: matrix === null ? 0 : (rc.numberOfRuns ?? NUMBER_OF_RUNS),
    assert: matrix,
    notes: [...pages.notes, ...notes, ...leftAside(rc, file)],
  };
}

function collectOf(rc: Rc, file: RcFile): Readonly<Record<string, unknown>> {
  const { puppeteerScript, settings } = rc;
  const found = (key: string, path: unknown) => ({ [key]: typeof path === "string" ? locate(key, path, file) : path });
  return {
    ...Object.fromEntries(COLLECT.filter((key) => rc[key] !== undefined).map((key) => [key, rc[key]])),
    ...(puppeteerScript !== undefined && found("puppeteerScript", puppeteerScript)),
    ...(settings?.configPath !== undefined && {
      settings: { ...settings, ...found("configPath", settings.configPath) },
    }),
  };
}

function leftAside(rc: Rc, name: string): readonly string[] {
  const known = new Set([...COLLECT, ...ASSERT, ...SILENT]);
  const keys = Object.keys(rc).filter((key) => !known.has(key));
  const serving = keys.filter((key) => SERVING.includes(key));
  const others = keys.filter((key) => !SERVING.includes(key));
  const findsPages = rc.staticDistDir !== undefined && rc.url === undefined;
  return [
    ...(serving.length === 0
      ? []
      : [`${serving.join(", ")} of ${name} were left aside: the target is served as its own section says.`]),
    ...(others.length === 0
      ? []
      : [`${others.join(", ")} of ${name} were left aside: nothing is sent to a server of Lighthouse CI.`]),
    ...(findsPages ? [`${name} leaves it to Lighthouse CI to find pages: name them in lighthouse.urls.`] : []),
  ];
}
