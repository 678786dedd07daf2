/** Reads stored files. They may come from an artifact that a pull request wrote: everything is checked. */
import { readFile, stat } from "node:fs/promises";
import type { z } from "zod";
import { expectation, explain } from "../config/explain.ts";
import { DataError } from "../errors.ts";
import type { Details } from "../model/details.ts";
import type { Verdict } from "../model/verdict.ts";
import { baselineSchema, sha256 } from "./baseline.ts";
import { detailsSchema } from "./details.ts";
import { roundsSchema, type StoredRounds } from "./rounds.ts";
import { type Snapshot, snapshotSchema } from "./snapshot.ts";
import { verdictSchema } from "./verdict.ts";

/** A thousand metrics with sixty rounds take about 5 MB. */
const MAX_BYTES = 64 * 1024 * 1024;
/** The newest schema that this version reads. */
const SCHEMA = 1;
const MAX_DEPTH = 40;
/** Of a map; ours have a row a tool at most. */
const MAX_KEYS = 1000;
const MAX_KEY_LENGTH = 200;
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/**
 * A file of millions of faults must not fill the memory with what is wrong with each. (Zod sets this for `validate`, and every
 * way of parsing heeds it; only the type of its options does not say so.)
 */
const FIRST_FAULT = { error: expectation, abortEarly: true } as z.core.ParseContext<z.core.$ZodIssue>;

/** @throws DataError, as all of them: no such file, too big, no JSON, another kind or schema, or a wrong value. */
export function readRounds(path: string): Promise<StoredRounds> {
  return readStored(path, "rounds", roundsSchema);
}

export function readVerdict(path: string): Promise<Verdict> {
  return readStored(path, "verdict", verdictSchema);
}

export function readDetails(path: string): Promise<Details> {
  return readStored(path, "details", detailsSchema);
}

export function readSnapshot(path: string): Promise<Snapshot> {
  return readStored(path, "snapshot", snapshotSchema);
}

/** The snapshots in a `baseline.json` of `gate`. */
export async function readBaseline(path: string, gate: string): Promise<readonly Snapshot[]> {
  return parseBaseline(await readStoredText(path), path, gate);
}

/** As readBaseline, from text; `name` is how the file is called in errors. */
export function parseBaseline(text: string, name: string, gate: string): readonly Snapshot[] {
  const baseline = parseStored(text, name, "baseline", baselineSchema);
  if (baseline.gate !== gate) {
    throw new DataError(`${name} is of the gate "${baseline.gate}"; expected one of the gate "${gate}".`);
  }
  // Of what was written, not of what the schema made of it: that may come in another order.
  const written = JSON.parse(text) as { readonly snapshots: unknown };
  if (sha256(JSON.stringify(written.snapshots)) !== baseline.sha256) {
    throw new DataError(`${name}: its snapshots do not have the digest in it: they were damaged or changed by hand.`);
  }
  return baseline.snapshots;
}

async function readStored<Output>(path: string, kind: string, schema: z.ZodType<Output>): Promise<Output> {
  return parseStored(await readStoredText(path), path, kind, schema);
}

/** As readRounds and its siblings, from text; `name` is how the file is called in errors. */
export function parseStored<Output>(text: string, name: string, kind: string, schema: z.ZodType<Output>): Output {
  const value = parseJson(text, name);
  const refused = refusal(value);
  if (refused !== undefined) throw new DataError(`${name}: ${refused}: weighbridge did not write this file.`);
  const { kind: found, schema: version } = (value ?? {}) as { kind?: unknown; schema?: unknown };
  if (found !== kind) {
    const what =
      typeof found === "string" ? `of the kind ${JSON.stringify(found.slice(0, 40))}` : "no stored file of weighbridge";
    throw new DataError(`${name} is ${what}; expected one of the kind "${kind}".`);
  }
  if (typeof version === "number" && Number.isInteger(version) && version > SCHEMA) {
    throw new DataError(
      `${name} has schema ${version}, but this version of weighbridge reads up to ${SCHEMA}: use the version that wrote it, or a newer one.`,
    );
  }
  const result = schema.safeParse(value, FIRST_FAULT);
  if (result.success) return result.data;
  throw new DataError(`${name}: ${firstOf(schema, value, result.error.issues)}`);
}

/** By the key alone: which line it is on is nobody's business, since programs write these files. */
function firstOf(schema: z.ZodType, value: unknown, issues: readonly z.core.$ZodIssue[]): string {
  const at = { line: 0, column: 0 };
  const [fault] = explain(schema, { kind: "read", value, locate: () => at }, issues.slice(0, 1));
  return fault!.replace(/^0:0: /u, "");
}

/** A file of a bounded size, as UTF-8. @throws DataError as the others */
export async function readStoredText(path: string): Promise<string> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) throw new DataError(`${path} is not a file.`);
    if (stats.size > MAX_BYTES) {
      throw new DataError(`${path} has ${stats.size} bytes; at most ${MAX_BYTES} are read.`);
    }
    return await readFile(path, "utf8");
  } catch (cause) {
    if (cause instanceof DataError) throw cause;
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") throw new DataError(`There is no file ${path}.`, { cause });
    throw new DataError(`${path} cannot be read (${String(code ?? cause)}).`, { cause });
  }
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (text.trim() === "") throw new DataError(`${name} is empty: the job that wrote it was cut short.`, { cause });
    const at = placeOf(cause, text);
    throw new DataError(`${name}${at}: this is not JSON: it may have been cut short or changed by hand.`, { cause });
  }
}

/** ":3:9" where the engine says at which character it stopped; it does not for every fault. */
function placeOf(cause: unknown, text: string): string {
  const offset = /at position (\d+)/u.exec(String(cause))?.[1];
  if (offset === undefined) return "";
  const lines = text.slice(0, Number(offset)).split("\n");
  return `:${lines.length}:${lines.at(-1)!.length + 1}`;
}

/**
 * What no file of ours holds: keys of an object's prototype, maps that take long to check, deep nesting. Loops, so that
 * nothing exhausts the stack.
 */
function refusal(root: unknown): string | undefined {
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return `nested more than ${MAX_DEPTH} levels deep`;
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== "object" || value === null) continue;
      if (!Array.isArray(value)) {
        const keys = Object.keys(value);
        const key = keys.find((name) => FORBIDDEN_KEYS.has(name));
        if (key !== undefined) return `the key ${key} is not allowed`;
        if (keys.length > MAX_KEYS) return `a map has more than ${MAX_KEYS} keys`;
        if (keys.some(({ length }) => length > MAX_KEY_LENGTH))
          return `a key has more than ${MAX_KEY_LENGTH} characters`;
      }
      for (const inner of Object.values(value)) next.push(inner);
    }
    level = next;
  }
  return undefined;
}
