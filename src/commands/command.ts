/** The shape of a subcommand, and the parts that all share: reading its words, its help. */
import { parseArgs } from "node:util";
import { closest, distance } from "fastest-levenshtein";
import { ConfigError } from "../errors.ts";

export interface Option {
  readonly type: "string" | "boolean";
  readonly short?: string;
  /** What stands for the value in the help: REF, FILE. */
  readonly value?: string;
  readonly help: string;
}

export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** What an entry gives a command of the outside. */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results. */
  readonly stdout: NodeJS.WriteStream;
  /** What a person follows. */
  readonly stderr: NodeJS.WriteStream;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Names of the words that it takes besides options: `<rounds.json>`; any number where the last is `[verdict.json ...]`. */
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  /** Paragraphs for the help, after the options. */
  readonly notes?: readonly string[];
  /** Returns the exit code. */
  run(values: Values, words: readonly string[], terminal: Terminal): Promise<number>;
}

const HELP: Option = { type: "boolean", short: "h", help: "Say how this command is used." };

/** @throws ConfigError for an unknown option (naming the nearest), a missing or an extra word */
export function readWords(command: Command, args: readonly string[]): { values: Values; words: readonly string[] } {
  const options = { ...command.options, help: HELP };
  let parsed: { values: Values; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true }) as typeof parsed;
  } catch (error) {
    const unknown = /^Unknown option '(-[^']*)'/.exec((error as Error).message)?.[1];
    if (unknown === undefined) throw new ConfigError(`weighbridge ${command.name}: ${(error as Error).message}`);
    throw new ConfigError(
      `weighbridge ${command.name} has no option ${unknown}${suggestion(unknown, Object.keys(options), "--") || "."}`,
    );
  }
  const { values, positionals } = parsed;
  const isOpen = command.words.at(-1)?.endsWith("...]") === true;
  if (!values.help && !isOpen && positionals.length !== command.words.length) {
    const wanted = command.words.length === 0 ? "no further words" : command.words.join(" ");
    throw new ConfigError(
      `weighbridge ${command.name} takes ${wanted}, but got ${positionals.length === 0 ? "none" : positionals.map((word) => `"${word}"`).join(" ")}.`,
    );
  }
  return { values, words: positionals };
}

/** "; did you mean --base?" when something known is near. */
export function suggestion(word: string, known: readonly string[], prefix = ""): string {
  const bare = word.replace(/^-+/, "");
  const near = closest(bare, [...known]);
  return distance(bare, near) <= Math.max(2, bare.length / 3) ? `; did you mean ${prefix}${near}?` : "";
}

export function helpOf(command: Command): string {
  const rows = Object.entries({ ...command.options, help: HELP }).map(([name, option]) => {
    const flag = `${option.short ? `-${option.short}, ` : "    "}--${name}${option.value ? ` ${option.value}` : ""}`;
    return [flag, option.help] as const;
  });
  const width = Math.max(...rows.map(([flag]) => flag.length));
  return [
    `weighbridge ${[command.name, ...command.words].join(" ")} [options]`,
    "",
    command.summary,
    "",
    ...rows.map(([flag, help]) => `  ${flag.padEnd(width)}  ${help}`),
    ...(command.notes ?? []).flatMap((note) => ["", note]),
    "",
  ].join("\n");
}
