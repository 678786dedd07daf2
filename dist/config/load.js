// src/config/load.ts
import { open, stat } from "node:fs/promises";
import { isAbsolute, join, sep } from "node:path";
import { ConfigError } from "../errors.js";
import { leadsOut, repositoryOf, staysInside } from "../system/inside.js";
import { readDocument } from "./document.js";
import { expectation, explain, explainValue, MOST_FAULTS } from "./explain.js";
import { gateSchema } from "./gate.js";
import { configSchema } from "./schema.js";
var CONFIG_FILES = [
  "weighbridge.yml",
  "weighbridge.yaml",
  "weighbridge.json",
  ".github/weighbridge.yml"
];
var MAX_BYTES = 1024 * 1024;
var EXAMPLE = `target:
  build: npm run build
  start: node server.js
  ready: /healthz
k6:
  scripts: [perf/checkout.js]`;
async function loadConfig(folder, path) {
  const files = path === void 0 ? CONFIG_FILES : [path];
  for (const file of files) {
    const text = await readText(folder, file);
    if (text !== void 0) return { ...parseConfig(text, file), places: files };
  }
  if (path !== void 0) throw new ConfigError(`There is no config file ${path} in ${folder}: check --config.`);
  const places = `${CONFIG_FILES.slice(0, -1).join(", ")} and ${CONFIG_FILES.at(-1)}`;
  throw new ConfigError(
    `No config found in ${folder}: looked for ${places}. A first weighbridge.yml could be:

${EXAMPLE}`
  );
}
async function gateIdOf(folder, path) {
  for (const file of path === void 0 ? CONFIG_FILES : [path]) {
    const text = await readText(folder, file).catch(() => void 0);
    if (text !== void 0) return gateKeyOf(text, "id");
  }
  return null;
}
function gateKeyOf(text, key) {
  const document = readDocument(text);
  const gate = document.kind === "read" ? document.value?.gate : void 0;
  const schema = gateSchema.shape[key];
  const said = schema.safeParse(gate?.[key]);
  return gate?.[key] !== void 0 && said.success ? said.data : null;
}
function parseConfig(text, file) {
  const document = readDocument(text);
  if (document.kind !== "read") {
    const at = document.at ? `:${document.at.line}:${document.at.column}` : "";
    const prefix = document.kind === "unreadable" ? `this cannot be read as ${formatOf(file)}: ` : "";
    throw new ConfigError(`${file}${at}: ${prefix}${document.why}.`);
  }
  if (document.value === null || document.value === void 0) {
    throw new ConfigError(`${file} is empty. A first config could be:

${EXAMPLE}`);
  }
  const result = configSchema.safeParse(document.value, { error: expectation });
  if (result.success) {
    const fault = (path, expected) => new ConfigError(`${file}:${explainValue(document, path, expected)}`);
    const lineOf = (path) => document.locate(path, "key").line;
    return { config: result.data, file, places: [file], text, lineOf, adjust: (config) => config, fault };
  }
  const lines = explain(configSchema, document, result.error.issues).map((line) => `${file}:${line}`);
  const count = lines.length < MOST_FAULTS ? `${lines.length} faults` : `${MOST_FAULTS} faults or more`;
  throw new ConfigError(lines.length === 1 ? lines[0] : `${file} has ${count}:
${lines.join("\n")}`);
}
function adjusted(loaded, change) {
  return {
    ...loaded,
    config: change(loaded.config),
    adjust: (config) => change(loaded.adjust(config))
  };
}
function formatOf(file) {
  return file.toLowerCase().endsWith(".json") ? "JSON" : "YAML";
}
async function readText(folder, name) {
  const path = isAbsolute(name) ? name : join(folder, name);
  let bytes;
  try {
    const stats = await stat(path);
    if (!stats.isFile()) throw new ConfigError(`${name} is not a file.`);
    if (path.startsWith(repositoryOf(folder) + sep) && !staysInside(folder, path))
      throw new ConfigError(`${leadsOut(name)} by a link: commit the file itself.`);
    bytes = await firstBytes(path, MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new ConfigError(`${name} has more than ${MAX_BYTES} bytes (1 MiB), which a config may have at most.`);
    }
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : void 0;
    if (code === "ENOENT" || code === "ENOTDIR") return void 0;
    if (cause instanceof ConfigError) throw cause;
    throw new ConfigError(`${name} cannot be read (${String(code ?? cause)}).`, { cause });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ConfigError(`${name} is not UTF-8 text: save it as UTF-8.`, { cause });
  }
}
async function firstBytes(path, most) {
  const file = await open(path);
  try {
    const parts = [];
    for (let left = most; left > 0; ) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(Math.min(left, 65536)));
      if (bytesRead === 0) break;
      parts.push(buffer.subarray(0, bytesRead));
      left -= bytesRead;
    }
    return Buffer.concat(parts);
  } finally {
    await file.close();
  }
}
export {
  CONFIG_FILES,
  adjusted,
  gateIdOf,
  gateKeyOf,
  loadConfig,
  parseConfig
};
