/** The only reader of the environment for our own switches. The target's and the tools' environment is another matter. */
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";

export interface Runtime {
  /** Whether this is a CI job: lines instead of a live display, log groups. */
  readonly ci: boolean;
  /** auto: where the stream is a terminal. */
  readonly color: "always" | "never" | "auto";
  /** Absolute. Where downloaded or built tools are kept between runs. */
  readonly toolCache: string;
  /** The event that started the workflow; null outside GitHub Actions. */
  readonly event: { readonly name: string; readonly payloadPath: string } | null;
  /** The workflow run that this is a try of; null outside GitHub Actions. */
  readonly run: { readonly id: string; readonly attempt: number } | null;
}

/** The parts of the evidence ladder that may be asked for: auto walks it. */
export const MODES = ["auto", "paired", "stored", "budgets"] as const;
export type Mode = (typeof MODES)[number];

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** Reads the switches. A variable set to nothing counts as not set. */
export function readRuntime(env: EnvironmentVariables = process.env, home: string = homedir()): Runtime {
  const get = (name: string) => env[name] || undefined;
  const isOn = (name: string) => get(name) !== undefined && !/^(?:0|false)$/iu.test(get(name)!);
  const name = get("GITHUB_EVENT_NAME");
  const payloadPath = get("GITHUB_EVENT_PATH");
  return {
    ci: isOn("CI") || isOn("GITHUB_ACTIONS"),
    color: colorOf(get("NO_COLOR"), get("FORCE_COLOR")),
    toolCache: join(cacheFolder(get, home), "tools"),
    event: name !== undefined && payloadPath !== undefined ? { name, payloadPath } : null,
    run: runOf(get("GITHUB_RUN_ID"), get("GITHUB_RUN_ATTEMPT")),
  };
}

function runOf(id: string | undefined, attempt: string | undefined): Runtime["run"] {
  if (id === undefined) return null;
  return { id, attempt: /^[1-9]\d{0,5}$/u.test(attempt ?? "") ? Number(attempt) : 1 };
}

/** FORCE_COLOR is the stronger, as in Node; its 0 and false switch colors off. */
function colorOf(no: string | undefined, force: string | undefined): Runtime["color"] {
  if (force !== undefined) return /^(?:0|false)$/iu.test(force) ? "never" : "always";
  return no !== undefined ? "never" : "auto";
}

/** The first of an ordered list. */
function cacheFolder(get: (name: string) => string | undefined, home: string): string {
  const own = get("WEIGHBRIDGE_CACHE");
  if (own !== undefined) return resolve(own);
  // Relative values of the two others are invalid by their own rules, so they are passed over.
  for (const name of ["RUNNER_TOOL_CACHE", "XDG_CACHE_HOME"]) {
    const folder = get(name);
    if (folder !== undefined && isAbsolute(folder)) return join(folder, "weighbridge");
  }
  return join(home, ".cache", "weighbridge");
}
