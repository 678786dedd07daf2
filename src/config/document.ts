/** Text in YAML or JSON, read into plain data that knows where in the text each part stands. */
import {
  CST,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  type Pair,
  Parser,
  parseDocument,
  visit,
} from "yaml";

interface Position {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

export type Path = readonly PropertyKey[];

export interface TextDocument {
  readonly kind: "read";
  readonly value: unknown;
  /** Where the part at `path` stands: its key, its value, or of what encloses it as much as there is. */
  locate(path: Path, part: "key" | "value"): Position;
}

/** unreadable: no YAML or JSON. refused: it is, but holds what no file of ours may. */
export interface Unreadable {
  readonly kind: "unreadable" | "refused";
  /** A phrase without a full stop. */
  readonly why: string;
  readonly at: Position | null;
}

/** Deeper than any file of ours, shallower than the stack. */
const MAX_DEPTH = 40;
const TOO_DEEP = `nested more than ${MAX_DEPTH} levels deep`;
/**
 * An alias may not make more of the file than this many copies (the "billion laughs"), and there may be no more of them:
 * each is looked for in the whole file.
 */
const MAX_ALIASES = 50;
const TOO_MANY_ALIASES = "its aliases repeat too much of it";
/** Keys that reach an object's prototype when data is copied carelessly. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Reads YAML 1.2, of which JSON is a part. Refused: duplicate keys, unknown tags, keys that are not text, keys of an
 * object's prototype, several documents, alias bombs and nesting deeper than any file of ours.
 */
export function readDocument(text: string): TextDocument | Unreadable {
  const lines = new LineCounter();
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  try {
    const excess = excessIn(text);
    if (excess !== null) return { kind: "refused", why: excess, at: null };
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      logLevel: "error",
      uniqueKeys: false, // see refusalOfKey
      resolveKnownTags: false,
    });
    const fault = document.errors[0] ?? document.warnings[0];
    if (fault) return { kind: "unreadable", why: phrase(fault.message), at: position(fault.pos[0]) };
    const refused = refusal(document.contents);
    if (refused) return { kind: "refused", why: refused.why, at: refused.at ? position(refused.at[0]) : null };
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return {
      kind: "read",
      value,
      locate: (path, part) => position(offsetOf(document.contents, path, part)),
    };
  } catch (cause) {
    // The parser throws, rather than reports, on aliases that cannot be followed or make too much of the file.
    return { kind: "refused", why: phrase(cause instanceof Error ? cause.message : ""), at: null };
  }
}

/**
 * Asked of the syntax tokens, which are read without recursion, and no further than is needed. What comes after is
 * recursive, and on an exhausted stack Node may abort (compiling a regular expression there is fatal) instead of throwing.
 */
function excessIn(text: string): string | null {
  const parser = new Parser();
  let aliases = 0;
  let before = "";
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of parser.next(lexeme)) {
      // Whole documents: what they hold was looked at on the way.
    }
    if (parser.stack.length > MAX_DEPTH && parser.stack.filter(CST.isCollection).length > MAX_DEPTH) return TOO_DEEP;
    if (before !== CST.SCALAR && lexeme.startsWith("*") && ++aliases > MAX_ALIASES) return TOO_MANY_ALIASES;
    before = lexeme;
  }
  return null;
}

/** The parser's finding as a phrase; what it says to programmers is said to users instead. */
function phrase(message: string): string {
  const [, known] = PHRASES.find(([pattern]) => pattern.test(message)) ?? [];
  if (known !== undefined) return known;
  const line = message.split("\n", 1)[0]!.replace(/[\p{Cc}\p{Cf}]/gu, " ");
  const bare = line.replace(/[.:]\s*$/u, "").trim();
  return bare.charAt(0).toLowerCase() + bare.slice(1, 200);
}

const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/alias count/iu, TOO_MANY_ALIASES],
  [/multiple documents/iu, "it holds several documents; only one is expected"],
];

interface Refusal {
  readonly why: string;
  readonly at: Node["range"];
}

function refusal(contents: Node | null): Refusal | undefined {
  let found: Refusal | undefined;
  visit(contents, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        found = refusalOfKey(key as Node | null, seen);
        if (found) return visit.BREAK;
      }
      return undefined;
    },
  });
  return found;
}

/** Duplicates are found here and not by the parser, whose time grows with the square of a map's size. */
function refusalOfKey(key: Node | null, seen: Set<unknown>): Refusal | undefined {
  if (!isScalar(key)) return { why: "a key must be a text", at: key?.range };
  const name = String(key.value);
  if (FORBIDDEN_KEYS.has(name)) return { why: `the key ${name} is not allowed`, at: key.range };
  if (typeof key.value !== "string" && typeof key.value !== "number") {
    return { why: "a key must be a text: quote it", at: key.range };
  }
  if (seen.has(name)) return { why: "this key stands twice in its map", at: key.range };
  seen.add(name);
  return undefined;
}

/** Follows `path` as far as the text goes; aliases are followed only in the end, so that the place is the one in use. */
function offsetOf(contents: Node | null, path: Path, part: "key" | "value"): number {
  let node: Node | null = contents;
  let offset = contents?.range?.[0] ?? 0;
  for (const [index, step] of path.entries()) {
    const isLast = index === path.length - 1;
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!pair) return offset;
      const key = pair.key as Node;
      node = pair.value as Node | null;
      const at = (isLast && part === "key" ? key : (node ?? key)).range ?? key.range;
      offset = at?.[0] ?? offset;
      // Errors about something missing in a block map are best shown at the map's own key.
      if (!isLast && isMap(node) && !node.flow) offset = key.range?.[0] ?? offset;
    } else if (isSeq(node)) {
      node = (node.items[Number(step)] as Node | undefined) ?? null;
      if (!node) return offset;
      offset = node.range?.[0] ?? offset;
    } else return offset;
    if (isAlias(node)) return offset;
  }
  return offset;
}
