/** Whether what a config needs is on this machine: looked for as by a job, without installing k6. Its servers: servers.ts. */
import { resolve } from "node:path";
import type { Config } from "../config/schema.ts";
import { ExpectedError, ToolError } from "../errors.ts";
import { jvm, python } from "../explain/profilers/choose.ts";
import { findChrome } from "../measure/chrome.ts";
import { filesAmiss } from "../pipeline/needed-files.ts";
import type { System } from "../system/system.ts";
import { findK6 } from "../system/tools.ts";
import { openRepository } from "../target/git.ts";

export interface Need {
  readonly name: string;
  /** What was found; or what is missing, and what to do. */
  readonly said: string;
  /** Whether nothing, or not all that the config asks for, can be weighed before that is mended. */
  readonly stops: boolean;
}

/** Of the sections that are on. `cwd`: where the paths of the config start. */
export async function needsOf(config: Config, cwd: string, system: System): Promise<readonly Need[]> {
  const { target, k6, browser, lighthouse, explain } = config;
  const looks: readonly (readonly [name: string, isNeeded: boolean, look: () => Promise<string>])[] = [
    ["git", target.kind !== "url", async () => (await openRepository(system, cwd)).root],
    ["k6", k6 !== undefined || browser !== undefined, () => k6For(k6 ?? {}, cwd, system)],
    [
      "Chrome",
      lighthouse !== undefined || browser !== undefined,
      () => chromeFor(browser ? undefined : lighthouse?.config, system),
    ],
    [
      "explain",
      k6 !== undefined && explain.when !== "never" && explain.profiler !== "off",
      () => profilerFor(explain, system),
    ],
  ];
  const needs: Need[] = [];
  for (const [name, isNeeded, look] of looks) {
    if (!isNeeded) continue;
    const found = await lookedFor(look, system);
    // The phase that explains decides nothing.
    needs.push({ name, said: found.said, stops: !found.isThere && name !== "explain" });
  }
  return [...needs, ...(await filesFor(config, cwd))];
}

/** Of the files that the config names, those that are amiss. What installing and building make is not there before. */
async function filesFor(config: Config, cwd: string): Promise<readonly Need[]> {
  const { target } = config;
  const isBuilt = target.kind !== "url" && (target.install !== undefined || target.build !== undefined);
  const amiss = await filesAmiss(config, { dir: cwd, folder: "", where: "here" });
  return amiss.map(({ key, path, said, isMissing }) =>
    isMissing && isBuilt
      ? { name: key, said: `${path} is not there yet; the build may make it`, stops: false }
      : { name: key, said, stops: true },
  );
}

/** What `look` says it has found, or why it has not. */
export async function lookedFor(look: () => Promise<string>, { signal }: System) {
  try {
    return { said: await look(), isThere: true };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ExpectedError)) throw error;
    return { said: error.message, isThere: false };
  }
}

async function k6For(config: Partial<NonNullable<Config["k6"]>>, cwd: string, system: System): Promise<string> {
  const { version, sha256, path } = config;
  try {
    const found = await findK6({
      system,
      ...(version === undefined ? {} : { version }),
      ...(sha256 === undefined ? {} : { sha256 }),
      ...(path === undefined ? {} : { path: resolve(cwd, path) }),
      sources: sha256 === undefined ? ["PATH", "tool cache"] : ["tool cache"],
    });
    return `${found.version}, ${found.path}`;
  } catch (error) {
    if (path !== undefined || !(error instanceof ToolError)) throw error;
    const options = Object.entries({ version, sha256 }).flatMap(([name, value]) =>
      value ? [`--${name} ${value}`] : [],
    );
    return `not here yet: the first job installs it, or you now by ${["weighbridge install-k6", ...options].join(" ")}`;
  }
}

/** `own`: Lighthouse CI's own config, which may name another one. */
async function chromeFor(own: string | undefined, system: System): Promise<string> {
  try {
    const { path, version } = await findChrome(system, undefined);
    return `${version}, ${path}`;
  } catch (error) {
    if (own === undefined || !(error instanceof ToolError)) throw error;
    return `${error.message} Unless chromePath in ${own} names one, which is not read here.`;
  }
}

/** Which one a target takes is known once it runs. */
async function profilerFor(config: Config["explain"], system: System): Promise<string> {
  const context = { config, system, scratch: "" };
  const here = async (look: typeof python) =>
    (await lookedFor(async () => `${(await look(context)).name} is here`, system)).said;
  switch (config.profiler) {
    case "python":
      return here(python);
    case "jvm":
      return here(jvm);
    case "auto":
      return `Node and Go need nothing here; for Python, ${await here(python)}; for a JVM, ${await here(jvm)}`;
    default:
      return `${config.profiler} needs nothing that could be looked for before the target runs`;
  }
}
