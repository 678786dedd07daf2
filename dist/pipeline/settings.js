// src/pipeline/settings.ts
import { resolve } from "node:path";
import { isExpired, toAcceptance } from "../config/accept.js";
import { gateKeyOf, parseConfig } from "../config/load.js";
import { ConfigError } from "../errors.js";
import { gateChangesOf } from "./gate-changes.js";
import { configAt, folderOf, ledTo, placesIn } from "./gate-files.js";
async function settingsOf({ cwd, record }, head, { commits }, today) {
  if (commits === null) return { ...settingsBy(head, null, today), gateChanges: [] };
  const { git } = commits;
  const folder = await folderOf(git, cwd);
  const base = await configAt(git, commits.base, await placesIn(git, folder, head.places));
  const places = [...await placesIn(git, folder, [head.file]), ...await ledTo(git, resolve(cwd, head.file))];
  const path = (await configAt(git, commits.head, places) ?? base)?.path;
  const gateChanges = await gateChangesOf(commits, {
    folder,
    config: { base, head: path === void 0 ? null : { path, text: head.text } },
    read: [head.config, ...base === null ? [] : readable(base)]
  });
  const judging = record ? { ...settingsBy(head, null, today), notices: [] } : settingsBy(head, base, today);
  const isOwn = judging.configFrom === "head" && gateChanges.some(({ kind }) => kind === "config");
  return { ...judging, loaded: isOwn ? weighingAll(judging.loaded) : judging.loaded, gateChanges };
}
function weighingAll(loaded) {
  return { ...loaded, config: { ...loaded.config, gate: { ...loaded.config.gate, ignore: [] } } };
}
function settingsBy(head, base, today) {
  const acceptOf = ({ config }) => config.accept.filter((entry) => !isExpired(entry, today));
  const by = (loaded2, configFrom, notices) => ({
    loaded: loaded2,
    accept: acceptOf(loaded2).map(toAcceptance),
    configFrom,
    notices
  });
  if (base === null || gateKeyOf(base.text, "configFrom") !== "base") {
    return by(head, "head", head.config.gate.configFrom === "base" ? [NOT_YET] : []);
  }
  if (base.text === head.text) return by(head, "base", []);
  const loaded = withSettingsOf(head, base);
  const expired = loaded.config.accept.filter((entry) => isExpired(entry, today)).map(({ metric, until }) => `accept: "${metric}" in base's ${head.file} ended on ${until} and does not count.`);
  return by(loaded, "base", [judgedByBase(head.file), ...expired]);
}
var NOT_YET = "gate.configFrom is base, but base's config does not say so, or is not known here: head's settings judge this time.";
var judgedByBase = (file) => `Base's settings judge (gate.configFrom: base): what head changes in ${file} does not count here.`;
function withSettingsOf(head, { path, text }) {
  const { config, fault } = parseBase(text, path);
  const { target } = head.config;
  const enforce = config.gate.enforce ?? config.target.kind !== "url";
  const gate = { ...config.gate, id: head.config.gate.id, enforce };
  return { ...head, config: head.adjust({ ...config, target, gate }), lineOf: () => null, fault };
}
function readable({ path, text }) {
  try {
    return [parseConfig(text, path).config];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [];
  }
}
function parseBase(text, path) {
  try {
    return parseConfig(text, `base's ${path}`);
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    throw new ConfigError(
      `${cause.message} Base's settings judge here (gate.configFrom: base): repair them on the base branch.`,
      { cause }
    );
  }
}
export {
  settingsBy,
  settingsOf
};
