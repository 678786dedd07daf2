/** Finds and reads the config file. Every fault becomes a ConfigError that names file, line, column and key. */
import { open, stat } from "node:fs/promises";
import { isAbsolute, join, sep } from "node:path";
import type { z } from "zod";
import { ConfigError } from "../errors.ts";
import { leadsOut, repositoryOf, staysInside } from "../system/inside.ts";
import { type Path, readDocument } from "./document.ts";
import { expectation, explain, explainValue, MOST_FAULTS } from "./explain.ts";
import { gateSchema } from "./gate.ts";
import { type Config, configSchema } from "./schema.ts";

/** Where a config is looked for, in this order; the first that exists is taken. */
export const CONFIG_FILES = [
  "weighbridge.yml",
  "weighbridge.yaml",
  "weighbridge.json",
  ".github/weighbridge.yml",
] as const;

const MAX_BYTES = 1024 * 1024;

const EXAMPLE = `target:
  build: npm run build
  start: node server.js
  ready: /healthz
k6:
  scripts: [perf/checkout.js]`;

export interface LoadedConfig {
  readonly config: Config;
  /** As it is named to the user: relative to the folder, or as given. */
  readonly file: string;
  /** Where it was looked for, in this order. */
  readonly places: readonly string[];
  /** As read. */
  readonly text: string;
  /** The line of the key at `path`, from 1; null where its file is none that head has. */
  readonly lineOf: (path: Path) => number | null;
  /** Puts in place of a config what was said beside its file, as was done with this one. */
  readonly adjust: (config: Config) => Config;
  /** The error for the value at `path` of the file: "weighbridge.yml:8:12: k6.round.measure is 5; expected …". */
  readonly fault: (path: Path, expected: string) => ConfigError;
}

/**
 * Reads the config of `folder`: the file at `path` (relative to the folder), or the first of CONFIG_FILES.
 *
 * @throws ConfigError when there is none, or when anything in it is wrong.
 */
export async function loadConfig(folder: string, path?: string): Promise<LoadedConfig> {
  const files = path === undefined ? CONFIG_FILES : [path];
  for (const file of files) {
    const text = await readText(folder, file);
    if (text !== undefined) return { ...parseConfig(text, file), places: files };
  }
  if (path !== undefined) throw new ConfigError(`There is no config file ${path} in ${folder}: check --config.`);
  const places = `${CONFIG_FILES.slice(0, -1).join(", ")} and ${CONFIG_FILES.at(-1)}`;
  throw new ConfigError(
    `No config found in ${folder}: looked for ${places}. A first weighbridge.yml could be:\n\n${EXAMPLE}`,
  );
}

/**
 * The gate's id that a config names, whatever else is wrong in it; null when it names none, or cannot be read. For saying
 * of which gate it is that the config is wrong.
 */
export async function gateIdOf(folder: string, path?: string): Promise<string | null> {
  for (const file of path === undefined ? CONFIG_FILES : [path]) {
    const text = await readText(folder, file).catch(() => undefined);
    if (text !== undefined) return gateKeyOf(text, "id");
  }
  return null;
}

/** What the text of a config says at a key of `gate`, whatever else is wrong in it; null: nothing, or nothing valid. */
export function gateKeyOf<Key extends "id" | "configFrom">(text: string, key: Key): Config["gate"][Key] | null {
  const document = readDocument(text);
  const gate = document.kind === "read" ? (document.value as { gate?: Record<Key, unknown> } | null)?.gate : undefined;
  const schema: z.ZodType = gateSchema.shape[key];
  const said = schema.safeParse(gate?.[key]);
  // The schema is that of the key; without a value there is only its default.
  return gate?.[key] !== undefined && said.success ? (said.data as Config["gate"][Key]) : null;
}

/** @throws ConfigError as loadConfig. `file` is only a name. */
export function parseConfig(text: string, file: string): LoadedConfig {
  const document = readDocument(text);
  if (document.kind !== "read") {
    const at = document.at ? `:${document.at.line}:${document.at.column}` : "";
    const prefix = document.kind === "unreadable" ? `this cannot be read as ${formatOf(file)}: ` : "";
    throw new ConfigError(`${file}${at}: ${prefix}${document.why}.`);
  }
  if (document.value === null || document.value === undefined) {
    throw new ConfigError(`${file} is empty. A first config could be:\n\n${EXAMPLE}`);
  }
  const result = configSchema.safeParse(document.value, { error: expectation });
  if (result.success) {
    const fault = (path: Path, expected: string) =>
      new ConfigError(`${file}:${explainValue(document, path, expected)}`);
    const lineOf = (path: Path) => document.locate(path, "key").line;
    return { config: result.data, file, places: [file], text, lineOf, adjust: (config) => config, fault };
  }
  const lines = explain(configSchema, document, result.error.issues).map((line) => `${file}:${line}`);
  const count = lines.length < MOST_FAULTS ? `${lines.length} faults` : `${MOST_FAULTS} faults or more`;
  throw new ConfigError(lines.length === 1 ? lines[0]! : `${file} has ${count}:\n${lines.join("\n")}`);
}

/** What was said beside the file takes the place of what it says. */
export function adjusted(loaded: LoadedConfig, change: (config: Config) => Config): LoadedConfig {
  return {
    ...loaded,
    config: change(loaded.config),
    adjust: (config) => change(loaded.adjust(config)),
  };
}

function formatOf(file: string): string {
  return file.toLowerCase().endsWith(".json") ? "JSON" : "YAML";
}

/** The text of a file, undefined when there is none. */
async function readText(folder: string, name: string): Promise<string | undefined> {
  const path = isAbsolute(name) ? name : join(folder, name);
  let bytes: Buffer;
  try {
    const stats = await stat(path);
    if (!stats.isFile()) throw new ConfigError(`${name} is not a file.`);
    // Whoever names a file by hand may name any; what a link in the repository leads to is not named by them.
    if (path.startsWith(repositoryOf(folder) + sep) && !staysInside(folder, path))
      throw new ConfigError(`${leadsOut(name)} by a link: commit the file itself.`);
    bytes = await firstBytes(path, MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new ConfigError(`${name} has more than ${MAX_BYTES} bytes (1 MiB), which a config may have at most.`);
    }
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    if (cause instanceof ConfigError) throw cause;
    throw new ConfigError(`${name} cannot be read (${String(code ?? cause)}).`, { cause });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ConfigError(`${name} is not UTF-8 text: save it as UTF-8.`, { cause });
  }
}

/** Whatever size it is said to have: files of the system are said to have none. */
async function firstBytes(path: string, most: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const parts: Buffer[] = [];
    for (let left = most; left > 0; ) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(Math.min(left, 65_536)));
      if (bytesRead === 0) break;
      parts.push(buffer.subarray(0, bytesRead));
      left -= bytesRead;
    }
    return Buffer.concat(parts);
  } finally {
    await file.close();
  }
}
