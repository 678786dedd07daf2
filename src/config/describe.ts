/** The config reference: a table with a row for each key, from the schema. */
import { markdownTable } from "markdown-table";
import { priorityOf, scoreOf } from "../findings/judge.ts";
import { CATALOGUE } from "../findings/rules.ts";
import { RULES } from "../model/finding.ts";
import { writtenLimit } from "./findings.ts";
import type { JsonSchema } from "./json-schema.ts";

interface Row {
  readonly key: string;
  readonly meaning: string;
  readonly initial: string;
}

/** A markdown table: key, meaning, default. A key of several kinds of a section stands once. */
export function configTable(schema: JsonSchema): string {
  const rows = new Map(rowsOf(schema, "").map((row) => [row.key, row]));
  const cells = [...rows.values()].map(({ key, meaning, initial }) => [`\`${key}\``, cell(meaning), initial]);
  return markdownTable([["key", "meaning", "default"], ...cells], { alignDelimiters: false, padding: true });
}

function rowsOf(schema: JsonSchema, at: string): readonly Row[] {
  const inner: Row[] = [];
  const kinds = (schema.anyOf ?? [schema]).filter((kind) => kind.type === "object");
  // Of several kinds, each is told by the key that it requires.
  const required = kinds.length < 2 ? "required" : `one of ${kinds.flatMap((kind) => kind.required ?? []).join(", ")}`;
  for (const kind of kinds) {
    for (const [name, property] of Object.entries(kind.properties ?? {})) {
      const key = at === "" ? name : `${at}.${name}`;
      const isRequired = kind.required?.includes(name) === true;
      inner.push({ key, meaning: property.description ?? "", initial: isRequired ? required : initialOf(property) });
      inner.push(...rowsOf(property, key));
    }
  }
  const open = schema.additionalProperties;
  if (typeof open === "object" && open.properties) inner.push(...rowsOf(open, `${at}.<glob>`));
  if (schema.items?.properties) inner.push(...rowsOf(schema.items, `${at}[]`));
  return inner;
}

function initialOf(schema: JsonSchema): string {
  const initial = schema.default;
  if (initial === undefined) return "–";
  if (Array.isArray(initial))
    return initial.length === 0 ? "none" : initial.map((item) => `\`${String(item)}\``).join(" ");
  if (typeof initial === "object" && initial !== null) return "–";
  return `\`${String(initial)}\``;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

/** `page` with everything between its markers of the table `name` replaced. Throws when it has none. */
export function withTable(page: string, name: string, table: string): string {
  const [open, close] = [`<!-- ${name} table: begin -->`, `<!-- ${name} table: end -->`];
  const begin = page.indexOf(open);
  const end = page.indexOf(close);
  if (begin < 0 || end < begin) throw new Error(`the page needs ${open} and, after it, ${close}`);
  return `${page.slice(0, begin + open.length)}\n\n${table}\n\n${page.slice(end)}`;
}

interface Described {
  readonly description: string;
  readonly default?: string;
}

/** A markdown table of the inputs or outputs of action.yml. */
export function actionTable(what: "input" | "output", all: Readonly<Record<string, Described>>): string {
  const rows = Object.entries(all).map(([name, { description, default: initial }]) => {
    const plain = [`\`${name}\``, cell(description)];
    return what === "output" ? plain : [...plain, initial === undefined ? "–" : `\`${initial}\``];
  });
  const labels = what === "output" ? ["output", "meaning"] : ["input", "meaning", "default"];
  return markdownTable([labels, ...rows], { alignDelimiters: false, padding: true });
}

/** A markdown table of the rules about the inside of the target, with their limits and what they are worth. */
export function rulesTable(): string {
  const rows = RULES.map((id) => {
    const rule = CATALOGUE[id];
    const { title, bound, of, impact, effort, risk, why, todo } = rule;
    const score = scoreOf(rule);
    const limit = `${bound === "most" ? "more" : "less"} than \`${writtenLimit(rule)}\` ${of}`.trim();
    const worth = `${priorityOf(score)}: ${impact} × 10 / (${effort} × ${risk}) = ${Number(score.toFixed(1))}`;
    return [`\`${id}\``, title, limit, worth, `${why} ${todo}`].map(cell);
  });
  const labels = ["rule", "what is wrong", "found from", "priority", "why, and what to do"];
  return markdownTable([labels, ...rows], { alignDelimiters: false, padding: true });
}
