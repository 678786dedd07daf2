/** What one text of a config says otherwise than another, for people. Pure; defaults are not filled in. */
import { readDocument } from "./document.ts";

/** A clause a key, in the order of the texts: "gate.maxMinutes: 12 → 30", "k6.scripts: added perf/cart.js". */
export function configChanges(base: string, head: string): readonly string[] {
  const [before, after] = [plain(base), plain(head)];
  if (before === UNREADABLE || after === UNREADABLE) return base === head ? [] : ["what it said cannot be read"];
  const clauses = changes("", before, after).map(printable);
  if (clauses.length <= MOST_CLAUSES) return clauses;
  return [...clauses.slice(0, MOST_CLAUSES), `and ${clauses.length - MOST_CLAUSES} more`];
}

const MOST_CLAUSES = 20;
const LONGEST_VALUE = 120;
const LONGEST_CLAUSE = 400;

const UNREADABLE = Symbol("unreadable");

/** As JSON has it: no aliases, and so nothing that holds itself. */
function plain(text: string): unknown {
  const document = readDocument(text);
  if (document.kind !== "read") return UNREADABLE;
  try {
    return JSON.parse(JSON.stringify(document.value ?? null));
  } catch {
    return UNREADABLE;
  }
}

type Map = Readonly<Record<string, unknown>>;

function changes(path: string, before: unknown, after: unknown): readonly string[] {
  if (isMap(before ?? {}) && isMap(after ?? {}) && (isMap(before) || isMap(after))) {
    const [one, other] = [(before ?? {}) as Map, (after ?? {}) as Map];
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    const inner = keys.flatMap((key) => changes(path === "" ? key : `${path}.${key}`, one[key], other[key]));
    // Of globs that match the same metric the last one wins.
    return path === "metrics" && isReordered(Object.keys(one), Object.keys(other))
      ? [...inner, `${path}: in another order`]
      : inner;
  }
  const [one, other] = [listOr(before, after), listOr(after, before)];
  if (one !== null && other !== null) return listChanges(path, one, other);
  return shown(before) === shown(after) ? [] : [`${path}: ${cut(shown(before))} → ${cut(shown(after))}`];
}

/** The list, or an empty one in place of nothing beside a list with something in it; null where it is neither. */
function listOr(value: unknown, beside: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  return value === undefined && Array.isArray(beside) && beside.length > 0 ? [] : null;
}

function listChanges(path: string, before: readonly unknown[], after: readonly unknown[]): readonly string[] {
  const [one, other] = [before.map(shown), after.map(shown)];
  const gone = one.filter((item) => !other.includes(item)).map((item) => `${path}: removed ${cut(item)}`);
  const added = other.filter((item) => !one.includes(item)).map((item) => `${path}: added ${cut(item)}`);
  return [...gone, ...added, ...(isReordered(one, other) ? [`${path}: in another order`] : [])];
}

/** Whether what both have stands in another order. */
function isReordered(one: readonly string[], other: readonly string[]): boolean {
  const [left, right] = [one.filter((item) => other.includes(item)), other.filter((item) => one.includes(item))];
  return left.some((item, index) => item !== right[index]);
}

function isMap(value: unknown): value is Map {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return "not set";
  if (Array.isArray(value)) return value.length === 0 ? "none" : `[${value.map(shown).join(", ")}]`;
  if (!isMap(value)) return String(value);
  const entries = Object.entries(value).map(([key, inner]) => `${key}: ${shown(inner)}`);
  return `{ ${entries.join(", ")} }`;
}

function cut(text: string): string {
  return shortened(text, LONGEST_VALUE);
}

function shortened(text: string, longest: number): string {
  const characters = [...text];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : text;
}

/** On one line, without characters that cannot be seen: it comes from a pull request. */
function printable(clause: string): string {
  return shortened(clause.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, " "), LONGEST_CLAUSE);
}
