/**
 * Writes what follows from the sources: the registry of collectors, the JSON Schemas, the tables of the config reference
 * and of the action's inputs and outputs. `--check` writes nothing and ends with 1 when something is stale.
 */
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "yaml";
import type { z } from "zod";

const root = join(import.meta.dirname, "..");
const REPAIR = "npm run generate";

/**
 * A row a folder in src/measure with a schema.ts: a watcher where there is a watch.ts, else a collector. tsc says when its
 * index.ts is missing, or is the other.
 */
async function registry(): Promise<string> {
  const measure = join(root, "src/measure");
  const folders = (await readdir(measure, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const ids = folders
    .map(({ name }) => name)
    .filter((name) => existsSync(join(measure, name, "schema.ts")))
    .sort();
  const isWatcher = (id: string) => existsSync(join(measure, id, "watch.ts"));
  const imports = [
    ...ids.map((id) => `import { metrics as ${id}Metrics, schema as ${id}Schema } from "./${id}/schema.ts";`),
    'import type { CollectorEntry } from "./collector.ts";',
    ...(ids.some(isWatcher) ? ['import type { WatcherEntry } from "./watcher.ts";'] : []),
  ];
  const from = (line: string) => line.slice(line.indexOf('from "'));
  const lines = [
    `// Written by \`${REPAIR}\` from the folders beside it; not to be edited.`,
    ...imports.sort((x, y) => (from(x) < from(y) ? -1 : 1)),
    "",
    ...ids.flatMap((id) => [
      `const ${id} = {`,
      `  id: "${id}",`,
      `  kind: "${isWatcher(id) ? "watcher" : "collector"}",`,
      `  schema: ${id}Schema,`,
      `  metrics: ${id}Metrics,`,
      `  load: () => import("./${id}/index.ts").then((module) => module.${id}),`,
      `} as const satisfies ${isWatcher(id) ? "WatcherEntry" : "CollectorEntry"}<typeof ${id}Schema>;`,
      "",
    ]),
    "/** Every collector and watcher, by id in rising order. */",
    "export const registry = [",
    ...ids.map((id) => `  ${id},`),
    "] as const;",
    "",
  ];
  return lines.join("\n");
}

/** The files that are made from the schemas. They import the registry, so it is written first. */
async function fromSchemas(): Promise<ReadonlyMap<string, string>> {
  const load = (path: string) => import(pathToFileURL(join(root, path)).href);
  const { configSchema } = (await load("src/config/schema.ts")) as typeof import("../src/config/schema.ts");
  const { toJsonSchema } = (await load("src/config/json-schema.ts")) as typeof import("../src/config/json-schema.ts");
  const { actionTable, configTable, rulesTable, withTable } = (await load(
    "src/config/describe.ts",
  )) as typeof import("../src/config/describe.ts");
  const { baselineSchema } = (await load("src/stored/baseline.ts")) as typeof import("../src/stored/baseline.ts");
  const { detailsSchema } = (await load("src/stored/details.ts")) as typeof import("../src/stored/details.ts");
  const { lineSchema } = (await load("src/replay/line.ts")) as typeof import("../src/replay/line.ts");
  const { roundsSchema } = (await load("src/stored/rounds.ts")) as typeof import("../src/stored/rounds.ts");
  const { snapshotSchema } = (await load("src/stored/snapshot.ts")) as typeof import("../src/stored/snapshot.ts");
  const { verdictSchema } = (await load("src/stored/verdict.ts")) as typeof import("../src/stored/verdict.ts");
  const json = (name: string, schema: z.ZodType, io: "input" | "output"): [string, string] => {
    const path = `schema/${name}.schema.json`;
    const { $schema, ...rest } = toJsonSchema(schema, io) as { $schema?: string };
    return [path, `${JSON.stringify({ $schema, $id: `${name}.schema.json`, ...rest }, null, 2)}\n`];
  };
  const reference = "docs/configuration.md";
  const ofConfig = configTable(toJsonSchema(configSchema, "input"));
  const rules = "docs/findings.md";
  const guide = "docs/github-action.md";
  const action = parse(await readFile(join(root, "action.yml"), "utf8"));
  const withInputs = withTable(
    await readFile(join(root, guide), "utf8"),
    "inputs",
    actionTable("input", action.inputs),
  );
  return new Map([
    json("baseline", baselineSchema, "output"),
    json("config", configSchema, "input"),
    json("details", detailsSchema, "output"),
    json("replay", lineSchema, "input"),
    json("rounds", roundsSchema, "output"),
    json("snapshot", snapshotSchema, "output"),
    json("verdict", verdictSchema, "output"),
    [reference, withTable(await readFile(join(root, reference), "utf8"), "config", ofConfig)],
    [rules, withTable(await readFile(join(root, rules), "utf8"), "rules", rulesTable())],
    [guide, withTable(withInputs, "outputs", actionTable("output", action.outputs))],
  ]);
}

/** Writes, or only looks; whether the file was as it should be. */
async function settle(path: string, content: string, isCheck: boolean): Promise<boolean> {
  const file = join(root, path);
  const isFresh = existsSync(file) && (await readFile(file, "utf8")) === content;
  if (!isFresh && !isCheck) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    console.log(`wrote ${path}`);
  }
  return isFresh;
}

const isCheck = process.argv.includes("--check");
const stale: string[] = [];
const registryPath = "src/measure/registry.ts";
if (!(await settle(registryPath, await registry(), isCheck))) stale.push(registryPath);
for (const [path, content] of await fromSchemas()) if (!(await settle(path, content, isCheck))) stale.push(path);
if (isCheck && stale.length > 0) {
  console.error(`Stale: ${stale.join(", ")}. Repair: ${REPAIR}`);
  process.exitCode = 1;
}
