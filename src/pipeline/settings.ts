/** Whose settings judge (`gate.configFrom`), and what head changes about its gate. */
import { resolve } from "node:path";
import { isExpired, toAcceptance } from "../config/accept.ts";
import { gateKeyOf, type LoadedConfig, parseConfig } from "../config/load.ts";
import type { Config } from "../config/schema.ts";
import { ConfigError } from "../errors.ts";
import type { Acceptance, GateChange } from "../model/exception.ts";
import type { Side } from "../model/series.ts";
import { gateChangesOf } from "./gate-changes.ts";
import { configAt, folderOf, ledTo, placesIn, type Written } from "./gate-files.ts";
import type { WeighRequest } from "./request.ts";
import type { Sides } from "./sides.ts";

export interface Judging {
  /** Head's file, with the settings that judge. */
  readonly loaded: LoadedConfig;
  readonly accept: readonly Acceptance[];
  readonly configFrom: Side;
  readonly notices: readonly string[];
}

export interface Settings extends Judging {
  readonly gateChanges: readonly GateChange[];
}

/**
 * `today`: 2026-01-31, in UTC.
 *
 * @throws ConfigError when base's settings are to judge and are wrong; ToolError when git fails
 */
export async function settingsOf(
  { cwd, record }: Pick<WeighRequest, "cwd" | "record">,
  head: LoadedConfig,
  { commits }: Sides,
  today: string,
): Promise<Settings> {
  if (commits === null) return { ...settingsBy(head, null, today), gateChanges: [] };
  const { git } = commits;
  const folder = await folderOf(git, cwd);
  const base = await configAt(git, commits.base, await placesIn(git, folder, head.places));
  // Under its name, or where a link leads from there. One that only the job itself wrote is no change of head's.
  const places = [...(await placesIn(git, folder, [head.file])), ...(await ledTo(git, resolve(cwd, head.file)))];
  const path = ((await configAt(git, commits.head, places)) ?? base)?.path;
  const gateChanges = await gateChangesOf(commits, {
    folder,
    config: { base, head: path === undefined ? null : { path, text: head.text } },
    read: [head.config, ...(base === null ? [] : readable(base))],
  });
  // What is on the default branch is what judges from now on.
  const judging = record ? { ...settingsBy(head, null, today), notices: [] } : settingsBy(head, base, today);
  const isOwn = judging.configFrom === "head" && gateChanges.some(({ kind }) => kind === "config");
  return { ...judging, loaded: isOwn ? weighingAll(judging.loaded) : judging.loaded, gateChanges };
}

/** A config that head changed could name all of head's changes as such that need no weighing. */
function weighingAll(loaded: LoadedConfig): LoadedConfig {
  return { ...loaded, config: { ...loaded.config, gate: { ...loaded.config.gate, ignore: [] } } };
}

/**
 * Base says whose settings judge, so that head cannot say otherwise. Its own are judged by with head's `target` and gate's
 * id, and with what was said beside head's file. Pure.
 *
 * @throws ConfigError when base's settings are to judge and are wrong
 */
export function settingsBy(head: LoadedConfig, base: Written | null, today: string): Judging {
  const acceptOf = ({ config }: LoadedConfig) => config.accept.filter((entry) => !isExpired(entry, today));
  const by = (loaded: LoadedConfig, configFrom: Side, notices: readonly string[]): Judging => ({
    loaded,
    accept: acceptOf(loaded).map(toAcceptance),
    configFrom,
    notices,
  });
  if (base === null || gateKeyOf(base.text, "configFrom") !== "base") {
    return by(head, "head", head.config.gate.configFrom === "base" ? [NOT_YET] : []);
  }
  if (base.text === head.text) return by(head, "base", []);
  const loaded = withSettingsOf(head, base);
  const expired = loaded.config.accept
    .filter((entry) => isExpired(entry, today))
    .map(({ metric, until }) => `accept: "${metric}" in base's ${head.file} ended on ${until} and does not count.`);
  return by(loaded, "base", [judgedByBase(head.file), ...expired]);
}

const NOT_YET =
  "gate.configFrom is base, but base's config does not say so, or is not known here: head's settings judge this time.";

const judgedByBase = (file: string) =>
  `Base's settings judge (gate.configFrom: base): what head changes in ${file} does not count here.`;

function withSettingsOf(head: LoadedConfig, { path, text }: Written): LoadedConfig {
  const { config, fault } = parseBase(text, path);
  const { target } = head.config;
  const enforce = config.gate.enforce ?? config.target.kind !== "url";
  const gate = { ...config.gate, id: head.config.gate.id, enforce };
  return { ...head, config: head.adjust({ ...config, target, gate }), lineOf: () => null, fault };
}

/** None where base's config is wrong: it may not be what judges. */
function readable({ path, text }: Written): readonly Config[] {
  try {
    return [parseConfig(text, path).config];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [];
  }
}

function parseBase(text: string, path: string): LoadedConfig {
  try {
    return parseConfig(text, `base's ${path}`);
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    throw new ConfigError(
      `${cause.message} Base's settings judge here (gate.configFrom: base): repair them on the base branch.`,
      { cause },
    );
  }
}
