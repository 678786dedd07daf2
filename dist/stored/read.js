// src/stored/read.ts
import { readFile, stat } from "node:fs/promises";
import { expectation, explain } from "../config/explain.js";
import { DataError } from "../errors.js";
import { baselineSchema, sha256 } from "./baseline.js";
import { detailsSchema } from "./details.js";
import { roundsSchema } from "./rounds.js";
import { snapshotSchema } from "./snapshot.js";
import { verdictSchema } from "./verdict.js";
var MAX_BYTES = 64 * 1024 * 1024;
var SCHEMA = 1;
var MAX_DEPTH = 40;
var MAX_KEYS = 1e3;
var MAX_KEY_LENGTH = 200;
var FORBIDDEN_KEYS = /* @__PURE__ */ new Set(["__proto__", "constructor", "prototype"]);
var FIRST_FAULT = { error: expectation, abortEarly: true };
function readRounds(path) {
  return readStored(path, "rounds", roundsSchema);
}
function readVerdict(path) {
  return readStored(path, "verdict", verdictSchema);
}
function readDetails(path) {
  return readStored(path, "details", detailsSchema);
}
function readSnapshot(path) {
  return readStored(path, "snapshot", snapshotSchema);
}
async function readBaseline(path, gate) {
  return parseBaseline(await readStoredText(path), path, gate);
}
function parseBaseline(text, name, gate) {
  const baseline = parseStored(text, name, "baseline", baselineSchema);
  if (baseline.gate !== gate) {
    throw new DataError(`${name} is of the gate "${baseline.gate}"; expected one of the gate "${gate}".`);
  }
  const written = JSON.parse(text);
  if (sha256(JSON.stringify(written.snapshots)) !== baseline.sha256) {
    throw new DataError(`${name}: its snapshots do not have the digest in it: they were damaged or changed by hand.`);
  }
  return baseline.snapshots;
}
async function readStored(path, kind, schema) {
  return parseStored(await readStoredText(path), path, kind, schema);
}
function parseStored(text, name, kind, schema) {
  const value = parseJson(text, name);
  const refused = refusal(value);
  if (refused !== void 0) throw new DataError(`${name}: ${refused}: weighbridge did not write this file.`);
  const { kind: found, schema: version } = value ?? {};
  if (found !== kind) {
    const what = typeof found === "string" ? `of the kind ${JSON.stringify(found.slice(0, 40))}` : "no stored file of weighbridge";
    throw new DataError(`${name} is ${what}; expected one of the kind "${kind}".`);
  }
  if (typeof version === "number" && Number.isInteger(version) && version > SCHEMA) {
    throw new DataError(
      `${name} has schema ${version}, but this version of weighbridge reads up to ${SCHEMA}: use the version that wrote it, or a newer one.`
    );
  }
  const result = schema.safeParse(value, FIRST_FAULT);
  if (result.success) return result.data;
  throw new DataError(`${name}: ${firstOf(schema, value, result.error.issues)}`);
}
function firstOf(schema, value, issues) {
  const at = { line: 0, column: 0 };
  const [fault] = explain(schema, { kind: "read", value, locate: () => at }, issues.slice(0, 1));
  return fault.replace(/^0:0: /u, "");
}
async function readStoredText(path) {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) throw new DataError(`${path} is not a file.`);
    if (stats.size > MAX_BYTES) {
      throw new DataError(`${path} has ${stats.size} bytes; at most ${MAX_BYTES} are read.`);
    }
    return await readFile(path, "utf8");
  } catch (cause) {
    if (cause instanceof DataError) throw cause;
    const code = cause instanceof Error && "code" in cause ? cause.code : void 0;
    if (code === "ENOENT" || code === "ENOTDIR") throw new DataError(`There is no file ${path}.`, { cause });
    throw new DataError(`${path} cannot be read (${String(code ?? cause)}).`, { cause });
  }
}
function parseJson(text, name) {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (text.trim() === "") throw new DataError(`${name} is empty: the job that wrote it was cut short.`, { cause });
    const at = placeOf(cause, text);
    throw new DataError(`${name}${at}: this is not JSON: it may have been cut short or changed by hand.`, { cause });
  }
}
function placeOf(cause, text) {
  const offset = /at position (\d+)/u.exec(String(cause))?.[1];
  if (offset === void 0) return "";
  const lines = text.slice(0, Number(offset)).split("\n");
  return `:${lines.length}:${lines.at(-1).length + 1}`;
}
function refusal(root) {
  let level = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return `nested more than ${MAX_DEPTH} levels deep`;
    const next = [];
    for (const value of level) {
      if (typeof value !== "object" || value === null) continue;
      if (!Array.isArray(value)) {
        const keys = Object.keys(value);
        const key = keys.find((name) => FORBIDDEN_KEYS.has(name));
        if (key !== void 0) return `the key ${key} is not allowed`;
        if (keys.length > MAX_KEYS) return `a map has more than ${MAX_KEYS} keys`;
        if (keys.some(({ length }) => length > MAX_KEY_LENGTH))
          return `a key has more than ${MAX_KEY_LENGTH} characters`;
      }
      for (const inner of Object.values(value)) next.push(inner);
    }
    level = next;
  }
  return void 0;
}
export {
  parseBaseline,
  parseStored,
  readBaseline,
  readDetails,
  readRounds,
  readSnapshot,
  readStoredText,
  readVerdict
};
