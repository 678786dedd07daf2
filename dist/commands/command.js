// src/commands/command.ts
import { parseArgs } from "node:util";
import { closest, distance } from "../vendor/fastest-levenshtein.js";
import { ConfigError } from "../errors.js";
var HELP = { type: "boolean", short: "h", help: "Say how this command is used." };
function readWords(command, args) {
  const options = { ...command.options, help: HELP };
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const unknown = /^Unknown option '(-[^']*)'/.exec(error.message)?.[1];
    if (unknown === void 0) throw new ConfigError(`weighbridge ${command.name}: ${error.message}`);
    throw new ConfigError(
      `weighbridge ${command.name} has no option ${unknown}${suggestion(unknown, Object.keys(options), "--") || "."}`
    );
  }
  const { values, positionals } = parsed;
  const isOpen = command.words.at(-1)?.endsWith("...]") === true;
  if (!values.help && !isOpen && positionals.length !== command.words.length) {
    const wanted = command.words.length === 0 ? "no further words" : command.words.join(" ");
    throw new ConfigError(
      `weighbridge ${command.name} takes ${wanted}, but got ${positionals.length === 0 ? "none" : positionals.map((word) => `"${word}"`).join(" ")}.`
    );
  }
  return { values, words: positionals };
}
function suggestion(word, known, prefix = "") {
  const bare = word.replace(/^-+/, "");
  const near = closest(bare, [...known]);
  return distance(bare, near) <= Math.max(2, bare.length / 3) ? `; did you mean ${prefix}${near}?` : "";
}
function helpOf(command) {
  const rows = Object.entries({ ...command.options, help: HELP }).map(([name, option]) => {
    const flag = `${option.short ? `-${option.short}, ` : "    "}--${name}${option.value ? ` ${option.value}` : ""}`;
    return [flag, option.help];
  });
  const width = Math.max(...rows.map(([flag]) => flag.length));
  return [
    `weighbridge ${[command.name, ...command.words].join(" ")} [options]`,
    "",
    command.summary,
    "",
    ...rows.map(([flag, help]) => `  ${flag.padEnd(width)}  ${help}`),
    ...(command.notes ?? []).flatMap((note) => ["", note]),
    ""
  ].join("\n");
}
export {
  helpOf,
  readWords,
  suggestion
};
