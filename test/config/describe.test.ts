import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { actionTable, configTable, rulesTable, withTable } from "../../src/config/describe.ts";
import { type JsonSchema, keysAt, toJsonSchema } from "../../src/config/json-schema.ts";
import { parseConfig } from "../../src/config/load.ts";
import { configSchema } from "../../src/config/schema.ts";
import { RULES } from "../../src/model/finding.ts";

const schema = toJsonSchema(configSchema, "input");
const page = await readFile(join(import.meta.dirname, "../../docs/configuration.md"), "utf8");

/** Every key of a schema, with its own schema. */
function properties(of: JsonSchema, at = ""): [string, JsonSchema][] {
  const open = typeof of.additionalProperties === "object" ? [of.additionalProperties] : [];
  const own = Object.entries(of.properties ?? {}).map(([key, inner]): [string, JsonSchema] => [`${at}.${key}`, inner]);
  return [
    ...own,
    ...own.flatMap(([path, inner]) => properties(inner, path)),
    ...[...(of.anyOf ?? []), ...open].flatMap((inner) => properties(inner, at)),
  ];
}

describe("the config reference", () => {
  it("has a line of help for every key", () => {
    const silent = properties(schema).filter(([, { description }]) => !description?.endsWith("."));
    expect(silent.map(([path]) => path)).toEqual([]);
    expect(properties(schema).length).toBeGreaterThan(40);
  });

  it("has a row for every key, with its default", () => {
    const rows = configTable(schema).split("\n");
    expect(rows).toContain(
      "| `gate.falseAlarms` | How often the gate may fail a commit that changes nothing, all its metrics together. | `1%` |",
    );
    expect(rows).toContain("| `k6.allowHosts` | Hosts besides the target that a script may call. | none |");
    expect(rows).toContain(
      "| `target.static` | A folder, after the build, that is served as it is. | one of start, static, url |",
    );
    expect(rows.filter((row) => row.includes("`target.install`"))).toHaveLength(1);
    // Under names of the user's own.
    const isOpen = (path: string) => /^\.(?:metrics|prometheus\.exporters)\./u.test(path);
    for (const [path] of properties(schema).filter(([path]) => !isOpen(path))) {
      expect(rows.filter((row) => row.startsWith(`| \`${path.slice(1)}\` |`))).toHaveLength(1);
    }
  });

  it("shows an example that can be read", () => {
    const example = /```yaml\n(.*?)```/su.exec(page)![1]!;
    expect(parseConfig(example, "weighbridge.yml").config.metrics).toHaveLength(4);
  });

  it("puts the table between its markers, again and again", () => {
    const page = (table: string) => `a\n<!-- x table: begin -->\n${table}\n<!-- x table: end -->\nb`;
    const once = withTable(page("old"), "x", "table");
    expect(once).toBe(page("\ntable\n"));
    expect(withTable(once, "x", "table")).toBe(once);
    expect(() => withTable(page("old"), "y", "table")).toThrow("<!-- y table: begin -->");
  });

  it("shows the action's inputs with their defaults, its outputs without", () => {
    const all = { mode: { description: "a | b", default: "a" }, config: { description: "Where." } };
    expect(actionTable("input", all).split("\n").slice(2)).toEqual([
      "| `mode` | a \\| b | `a` |",
      "| `config` | Where. | – |",
    ]);
    expect(actionTable("output", all).split("\n")[3]).toBe("| `config` | Where. |");
  });
});

describe("keysAt", () => {
  it("gives the keys of the kind of target that is written", () => {
    expect(keysAt(schema, ["target"], { target: { static: "x" } })).toMatchObject({ because: ["static"] });
    expect(keysAt(schema, ["target"], { target: { static: "x" } }).elsewhere).toContain("ready");
    expect(keysAt(schema, ["target"], { target: { start: "x" } }).known).toContain("ready");
  });

  it("follows open maps, and knows nothing where nothing is", () => {
    expect(keysAt(schema, ["metrics", "k6/*", "tolerate"], {}).known).toEqual(["relative", "absolute"]);
    expect(keysAt(schema, ["nowhere", "at", "all"], {}).known).toEqual([]);
  });
});

describe("the table of rules", () => {
  it("has a row a rule, with its limit as the config writes it and what its priority is made of", () => {
    const rows = rulesTable().split("\n");
    expect(rows).toHaveLength(2 + RULES.length);
    expect(rows.filter((row) => row.startsWith("| `n-plus-one` |"))).toEqual([
      expect.stringMatching(/\| more than `5` times a request \| critical: 5 × 10 \/ \(2 × 1\) = 25 \|/u),
    ]);
    expect(rows.filter((row) => row.startsWith("| `low-cache-hit` |"))).toEqual([
      expect.stringContaining("| less than `80%` of reads hit |"),
    ]);
  });
});
