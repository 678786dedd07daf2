import type { Slot } from "../model/series.ts";
import type { Command } from "../system/system.ts";

/** What may stand for `${port}`, `${slot}` and `${dir}`. Installing and building know the folder alone. */
export interface Place {
  readonly dir: string;
  readonly slot?: Slot;
  readonly port?: number;
}

/** Replaces our three words; any other `${x}`, and one that has no value here, is left to the shell. */
export function substitute(text: string, place: Place): string {
  return text.replace(/\$\{(port|slot|dir)\}/g, (whole, name: keyof Place) => String(place[name] ?? whole));
}

export function substituteWords(command: Command, place: Place): Command {
  if (typeof command === "string") return substitute(command, place);
  const [file, ...words] = command;
  return [substitute(file, place), ...words.map((word) => substitute(word, place))];
}

/**
 * The environment of a command: `safe`, over it the target's own. A variable that asks for a slot or port does not exist
 * where there is none, as in install and build: they serve both slots.
 */
export function environmentOf(
  safe: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>>,
  place: Place,
): Record<string, string> {
  const known = Object.entries(own)
    .map(([name, value]) => [name, substitute(value, place)] as const)
    .filter(([, value]) => !/\$\{(?:port|slot|dir)\}/.test(value));
  return { ...safe, ...Object.fromEntries(known) };
}

/** Variables that hold options of a runtime: what is added to them stands after what is there. */
const OPTIONS: ReadonlySet<string> = new Set(["NODE_OPTIONS", "JAVA_TOOL_OPTIONS"]);

/** `own` with `added` over it, options of a runtime joined. */
export function withAdded(
  own: Readonly<Record<string, string>>,
  added: Readonly<Record<string, string>>,
): Record<string, string> {
  const joined = Object.entries(added).map(([name, value]) => {
    const before = OPTIONS.has(name) ? own[name] : undefined;
    return [name, before ? `${before} ${value}` : value] as const;
  });
  return { ...own, ...Object.fromEntries(joined) };
}
