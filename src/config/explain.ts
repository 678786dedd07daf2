/** The schema's findings, as sentences that say where, what was found, and what to do. */
import { distance } from "fastest-levenshtein";
import type { z } from "zod";
import { orList } from "../measure/fields.ts";
import type { Path, TextDocument } from "./document.ts";
import { type JsonSchema, type KeysAt, keysAt, toJsonSchema } from "./json-schema.ts";

type Issue = z.core.$ZodIssue;

/** Given to safeParse: the expectation, in words, of checks that state none of their own. */
export const expectation: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case "invalid_type":
      return NAMES[issue.expected] ?? issue.expected;
    case "invalid_value":
      return orList(issue.values.map(String));
    case "invalid_union":
      return ""; // explained by the member that fits best
    case "too_small":
      return `at least ${issue.minimum}`;
    case "too_big":
      return `at most ${issue.maximum}`;
    default:
      return undefined;
  }
};

const NAMES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "a map",
  record: "a map",
  array: "a list",
};

/** Faults that are explained: nobody reads more at once, and each is looked for in the whole text. */
export const MOST_FAULTS = 20;

/**
 * One sentence for each of the first MOST_FAULTS faults, without file name: "8:12: k6.round.measure is 5; expected …". In
 * the order of the text.
 */
export function explain(schema: z.ZodType, document: TextDocument, issues: readonly Issue[]): readonly string[] {
  let json: JsonSchema | undefined;
  const schemaAsJson = () => (json ??= toJsonSchema(schema, "input"));
  const faults = issues
    .slice(0, MOST_FAULTS)
    .flatMap((issue) => unwrap(issue, document.value))
    .slice(0, MOST_FAULTS)
    .flatMap((issue) => faultsOf(schemaAsJson, document, issue))
    .slice(0, MOST_FAULTS);
  const sorted = faults.sort((x, y) => x.line - y.line || x.column - y.column);
  return [...new Set(sorted.map(({ line, column, sentence }) => `${line}:${column}: ${sentence}`))];
}

/** A sentence about a value that stands in the document. */
export function explainValue(document: TextDocument, path: Path, expected: string): string {
  const { line, column } = document.locate(path, "value");
  return `${line}:${column}: ${keyPath(path)} is ${shown(valueAt(document.value, path))}; expected ${expected}.`;
}

interface Fault {
  readonly line: number;
  readonly column: number;
  readonly sentence: string;
}

function faultsOf(schemaAsJson: () => JsonSchema, document: TextDocument, issue: Issue): readonly Fault[] {
  if (issue.code === "unrecognized_keys") {
    const keys = keysAt(schemaAsJson(), issue.path, document.value);
    return issue.keys.slice(0, MOST_FAULTS).map((key) => {
      const place = document.locate([...issue.path, key], "key");
      return { ...place, sentence: unknownKey(key, keys, issue.path) };
    });
  }
  const { path } = issue;
  if (issue.code === "invalid_key") {
    const wrong = issue.issues[0]?.message ?? "another key";
    return [{ ...document.locate(path, "key"), sentence: `${keyPath(path)} is no valid key; expected ${wrong}.` }];
  }
  const value = valueAt(document.value, path);
  const isWhole = issue.code === "custom" && issue.params?.whole === true;
  if (isWhole) {
    const key = path.length > 0 ? `${keyPath(path)}: ` : "";
    return [{ ...document.locate(path, "key"), sentence: `${key}${issue.message}.` }];
  }
  if (value === undefined) {
    const place = document.locate(path, "key");
    return [{ ...place, sentence: `${keyPath(path)} is missing; expected ${issue.message}.` }];
  }
  const nearest =
    issue.code === "invalid_value" && typeof value === "string" ? near(value, issue.values.map(String)) : undefined;
  const hint = nearest === undefined ? "" : `; did you mean ${nearest}?`;
  const place = document.locate(path, "value");
  const section = path.length === 1 ? schemaAsJson().properties?.[String(path[0])] : undefined;
  const example =
    issue.code === "invalid_type" && section?.type === "object" && !section.required ? ", for example {}" : "";
  const found = path.length > 0 ? `${keyPath(path)} is ${shown(value)}` : `the file holds ${shown(value)}`;
  return [{ ...place, sentence: `${found}; expected ${issue.message}${example}${hint || "."}` }];
}

/** The issues of the member of a union that the value was meant for: of its type, and with the least that is wrong. */
function unwrap(issue: Issue, root: unknown): readonly Issue[] {
  if (issue.code !== "invalid_union" || issue.message !== "") return [issue];
  const isOfType = (member: readonly Issue[]) =>
    !member.some(({ code, path }) => path.length === 0 && (code === "invalid_type" || code === "invalid_value"));
  const ofType = issue.errors.filter(isOfType);
  const value = valueAt(root, issue.path);
  const ranked = (ofType.length > 0 ? ofType : issue.errors).toSorted((x, y) => misses(x, value) - misses(y, value));
  // Of a union whose members are told apart by a key, none was tried.
  if (ranked.length === 0) return [{ ...issue, message: "another one" }];
  return ranked[0]!.flatMap((inner) => unwrap({ ...inner, path: [...issue.path, ...inner.path] }, root));
}

/** What a member requires and does not find tells most, then keys that it does not know, then anything else. */
function misses(member: readonly Issue[], value: unknown): number {
  const one = (issue: Issue): number => {
    if (issue.code === "unrecognized_keys") return 100 * issue.keys.length;
    return issue.path.length === 1 && valueAt(value, issue.path) === undefined ? 10_000 : 1;
  };
  return member.reduce((sum, issue) => sum + one(issue), 0);
}

/** The keys along a path, as one would write them: `metrics["k6/latency-p95@*"].max`. */
function keyPath(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      const key = String(step);
      if (!/^[A-Za-z_][\w-]{0,79}$/u.test(key)) return `[${quoted(key)}]`;
      return index === 0 ? key : `.${key}`;
    })
    .join("");
}

/** JSON without line breaks, invisible characters and passwords of addresses, cut: it comes from a pull request. */
function quoted(value: unknown): string {
  const json = withoutUser(JSON.stringify(value)).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, "0")}`,
  );
  return json.length > 80 ? `${[...json].slice(0, 76).join("")}…"` : json;
}

/** Up to its last @: any sign may be in a password, written as it should be or not. */
function withoutUser(text: string): string {
  const [from, to] = [text.indexOf("//"), text.lastIndexOf("@")];
  return from >= 0 && from < to ? `${text.slice(0, from)}//…${text.slice(to)}` : text;
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a map";
  return typeof value === "number" ? String(value) : quoted(value);
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}

function unknownKey(key: string, { known, because, elsewhere }: KeysAt, at: Path): string {
  const written = keyPath([...at, key]);
  if (elsewhere.includes(key)) {
    return `${written} does not go with ${because.map((other) => keyPath([...at, other])).join(", ")}; remove one of them.`;
  }
  const nearest = near(key, known);
  if (nearest !== undefined) return `unknown key ${written}; did you mean ${keyPath([...at, nearest])}?`;
  return `unknown key ${written}; ${known.length > 0 ? `known here: ${known.join(", ")}` : "remove it"}.`;
}

/** The known word that is a slip away: one of a few letters, two exchanged, or at most a third of a long one. */
function near(word: string, known: readonly string[]): string | undefined {
  const limit = word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 3));
  const ranked = known
    .map((candidate) => ({ candidate, steps: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ steps }) => steps > 0 && steps <= limit)
    .sort((x, y) => x.steps - y.steps);
  return ranked[0]?.candidate;
}
