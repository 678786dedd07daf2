/** Markup that is escaped as it is written: whatever is put into a template as a string becomes text, never an element. */
import { escapePage, SENTENCE } from "../escape.ts";

/** Markup as it stands in the page. A class with a part of its own, so that nothing else that has a text passes for it. */
export class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }
}

type Value = string | number | Markup | readonly Markup[];

/** A template of markup; attributes are in double quotes. Strings in it are cut as sentences are. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  let text = strings[0]!;
  values.forEach((value, i) => {
    text += textOf(value) + strings[i + 1]!;
  });
  return new Markup(text);
}

function textOf(value: Value): string {
  if (typeof value === "string") return escapePage(value, SENTENCE);
  if (typeof value === "number") return String(value);
  return value instanceof Markup ? value.text : value.map(({ text }) => text).join("");
}

/** What was escaped before: sentences that are made with escapePage. */
export function escaped(text: string): Markup {
  return new Markup(text);
}

export const NOTHING = new Markup("");
