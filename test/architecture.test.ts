/** The rules of the layout: imports point inward, and what touches the world is where a reader expects it. */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { transformSync } from "esbuild";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

const ROOT = join(import.meta.dirname, "..");

/** Imports and re-exports, also of types only, also `import()`: a layer that knows another's types knows the layer. */
function importsOf(source: string): readonly string[] {
  const static_ = source.matchAll(/^\s*(?:import|export)\b(?:[^;"']*?\bfrom\s*)?\s*["']([^"']+)["']/gm);
  const dynamic = source.matchAll(/\bimport\(\s*["']([^"']+)["']/g);
  return [...static_, ...dynamic].map((match) => match[1]!);
}

/** Without comments and types, so that a word in prose is no use of it. */
function codeOf(source: string): string {
  return transformSync(source, { loader: "ts", minifyWhitespace: true, legalComments: "none" }).code;
}

interface Module {
  /** Under src/, with slashes: `model/series.ts`. */
  readonly path: string;
  readonly source: string;
  readonly code: string;
  /** Own modules as paths under src/ (or above it, with ../), others as they are written. */
  readonly imports: readonly string[];
}

const MODULES: readonly Module[] = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts"))
  .sort()
  .map((path) => {
    const source = readFileSync(join(ROOT, "src", path), "utf8");
    const imports = importsOf(source).map((one) =>
      one.startsWith(".") ? posix.normalize(posix.join(posix.dirname(path), one)) : one,
    );
    return { path, source, code: codeOf(source), imports };
  });

const PURE_LIBRARIES = new Set(["simple-statistics", "jstat", "markdown-table"]);
const isPure = (imported: string) => PURE_LIBRARIES.has(imported) || imported.startsWith("echarts/");

const isOwn = (imported: string) => imported.endsWith(".ts") || imported.endsWith(".json");
const within = (folder: string) => (path: string) => path.startsWith(folder);
const offences = (of: readonly Module[], wrong: (imported: string, path: string) => boolean) =>
  of.flatMap(({ path, imports }) => imports.filter((one) => wrong(one, path)).map((one) => `${path} imports ${one}`));

/** Modules outside `allowed` whose code matches. */
const users = (pattern: RegExp, allowed: readonly string[]) =>
  MODULES.filter(({ path, code }) => !allowed.includes(path) && pattern.test(code)).map(({ path }) => path);

test("there is something to check, and imports are found in every form", () => {
  expect(MODULES.length).toBeGreaterThan(20);
  const found = importsOf(
    `import "a";\nimport b from "b";\nimport {\n  c,\n} from "c";\nimport type { D } from "d";\nexport * from "e";\nexport type { F } from 'f';\nconst g = await import("g");\nconst text = "no import";`,
  );
  expect(found).toEqual(["a", "b", "c", "d", "e", "f", "g"]);
  expect(codeOf("// process.env\n/* Math.random */ const a: number = 1; // Date.now")).toBe("const a=1;\n");
});

describe("imports point inward", () => {
  test("model imports nothing but itself", () => {
    const model = MODULES.filter(({ path }) => path.startsWith("model/"));
    expect(offences(model, (one) => !one.startsWith("model/"))).toEqual([]);
  });

  test.each(["compare/", "findings/", "report/render/"])("%s imports model, itself and pure libraries", (layer) => {
    const modules = MODULES.filter(({ path }) => path.startsWith(layer));
    expect(modules.length).toBeGreaterThan(0);
    const isKnown = (one: string) => one.startsWith("model/") || one.startsWith(layer) || isPure(one);
    expect(offences(modules, (one) => !isKnown(one))).toEqual([]);
  });

  test("only the charts of the report draw", () => {
    const others = MODULES.filter(({ path }) => !path.startsWith("report/render/html/charts/"));
    expect(offences(others, (one) => one.startsWith("echarts"))).toEqual([]);
  });

  test("what runs in the reader's browser knows its own files, charts and the model, and nothing here runs it", () => {
    const modules = MODULES.filter(({ path }) => path.startsWith("report/client/"));
    expect(modules.length).toBeGreaterThan(0);
    const known = ["model/", "report/client/", "report/render/html/charts/"];
    expect(offences(modules, (one) => !known.some((folder) => one.startsWith(folder)))).toEqual([]);
    const others = MODULES.filter(({ path }) => !path.startsWith("report/client/"));
    expect(offences(others, (one) => one.startsWith("report/client/"))).toEqual([]);
  });

  test("the stored baseline knows the model, stored files and errors, not whence artifacts come nor what is made of them", () => {
    const modules = MODULES.filter(({ path }) => path.startsWith("baseline/"));
    expect(modules.length).toBeGreaterThan(0);
    const known = ["model/", "stored/", "system/", "baseline/", "errors.ts"];
    expect(offences(modules, (one) => isOwn(one) && !known.some((folder) => one.startsWith(folder)))).toEqual([]);
  });

  test("replaying past pull requests judges values: it knows comparing and how files are read, and measures nothing", () => {
    const modules = MODULES.filter(({ path }) => path.startsWith("replay/"));
    expect(modules.length).toBeGreaterThan(0);
    const known = ["model/", "compare/", "replay/", "config/document.ts", "config/explain.ts", "errors.ts"];
    expect(offences(modules, (one) => isOwn(one) && !known.some((folder) => one.startsWith(folder)))).toEqual([]);
  });

  test("collectors know nothing of comparing, reporting, the config, the target or each other", () => {
    const collector = /^measure\/([^/]+)\//;
    const modules = MODULES.filter(({ path }) => collector.test(path));
    expect(modules.length).toBeGreaterThan(0);
    const forbidden = ["compare/", "report/", "config/", "target/", "baseline/", "github/", "pipeline/", "gate.ts"];
    expect(
      offences(modules, (one, path) => {
        const other = collector.exec(one)?.[1];
        const another = other !== undefined && other !== collector.exec(path)![1];
        return another || forbidden.some((folder) => one.startsWith(folder));
      }),
    ).toEqual([]);
  });

  test("explaining a regression measures, and decides nothing: it knows no comparing, reporting, config or target", () => {
    const modules = MODULES.filter(({ path }) => path.startsWith("explain/"));
    expect(modules.length).toBeGreaterThan(0);
    const forbidden = ["compare/", "report/", "config/", "target/", "baseline/", "github/", "pipeline/", "gate.ts"];
    expect(offences(modules, (one) => forbidden.some((folder) => one.startsWith(folder)))).toEqual([]);
  });

  test("only the registry names a collector", () => {
    const outside = MODULES.filter(({ path }) => !/^measure\/[^/]+\//.test(path) && path !== "measure/registry.ts");
    // install-k6 is a command about one tool.
    const others = outside.filter(({ path }) => path !== "commands/install-k6.ts");
    expect(offences(others, (one) => /^measure\/[^/]+\//.test(one))).toEqual([]);
  });

  test("nothing imports an entry, a command or a step of the action but those", () => {
    const outer = (path: string) =>
      ENTRIES.includes(path) || path.startsWith("commands/") || path.startsWith("action/");
    const inner = MODULES.filter(({ path }) => !outer(path));
    expect(offences(inner, outer)).toEqual([]);
  });

  test("no module imports itself by a detour", () => {
    const byPath = new Map(MODULES.map((module) => [module.path, module]));
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, trail: readonly string[]) => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
      if (done.has(path) || trail.includes(path)) return;
      for (const one of byPath.get(path)?.imports.filter(isOwn) ?? []) visit(one, [...trail, path]);
      done.add(path);
    };
    for (const { path } of MODULES) visit(path, []);
    expect(circles).toEqual([]);
  });
});

const ENTRIES = ["cli.ts", "action.ts"];

describe("the world is touched at the edges only", () => {
  test("only the entries set an exit code", () => {
    expect(users(/\bprocess\s*\.\s*exit(?:Code)?\b|\bsetFailed\b/, ENTRIES)).toEqual([]);
  });

  test("only system/ starts processes", () => {
    const starters = ["system/child.ts", "system/open.ts", "system/process.ts", "system/watchdog.ts"];
    const modules = MODULES.filter(({ path }) => !starters.includes(path));
    expect(offences(modules, (one) => /^(?:node:)?(?:child_process|cluster|worker_threads)$/.test(one))).toEqual([]);
    const runners = MODULES.filter(({ path }) => path !== "target/git.ts");
    expect(offences(runners, (one) => one === "@actions/exec")).toEqual([]);
  });

  test("only config/inputs.ts reads the environment; an entry may hand it on, and the proxies are looked up at each address", () => {
    const readers = ["config/inputs.ts", "system/fetch.ts", ...ENTRIES];
    expect(users(/\bprocess\s*\.\s*env\b|\bgetInput\b/, readers)).toEqual([]);
  });

  test("nothing in the middle draws lots, reads the clock or does I/O", () => {
    const pure = ["merge", "ladder", "trust", "comparable"].map((name) => `baseline/${name}.ts`);
    const middle = ["model/", "compare/", "findings/", "report/render/", ...pure].map(within);
    const modules = MODULES.filter(({ path }) => middle.some((is) => is(path)));
    const impure = /\bMath\.random\b|\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|\bprocess\.|\bfetch\(/;
    expect(modules.filter(({ code }) => impure.test(code)).map(({ path }) => path)).toEqual([]);
    expect(offences(modules, (one) => one.startsWith("node:"))).toEqual([]);
  });
});

test("no file is longer than 300 lines", () => {
  const long = MODULES.filter(({ source }) => source.split("\n").length > 300);
  expect(long.map(({ path, source }) => `${path}: ${source.split("\n").length} lines`)).toEqual([]);
});

describe("action.yml", () => {
  interface Action {
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly runs: { readonly steps: readonly Step[] };
  }
  interface Step {
    readonly id?: string;
    readonly run?: string;
    readonly uses?: string;
    readonly env?: Readonly<Record<string, string>>;
  }
  const { inputs, runs } = parse(readFileSync(join(ROOT, "action.yml"), "utf8")) as Action;
  const commands = runs.steps.filter(({ run }) => run !== undefined);

  test("no line of shell has an expression in it: what a pull request names would be run", () => {
    expect(commands.map(({ id }) => id)).toEqual(["fetch", "weigh", "report"]);
    for (const { run } of commands) expect(run).not.toContain("${{");
  });

  test("the step that measures is given no token, and every input reaches some step under its own name", () => {
    const own = commands.map(({ id, env = {} }) => [id, env.INPUT_TOKEN, env.TOKEN_IS_OWN]);
    const token = ["${{ inputs.token }}", "${{ inputs.token == github.token }}"];
    expect(own).toEqual([
      ["fetch", ...token],
      ["weigh", undefined, undefined],
      ["report", ...token],
    ]);
    const given = commands.flatMap(({ env: { TOKEN_IS_OWN: _, JOB_STATUS: __, ...env } = {} }) => Object.entries(env));
    for (const [name, value] of given) {
      const input = name.replace("INPUT_", "").replaceAll("_", "-").toLowerCase();
      expect([name, value]).toEqual([name, `\${{ inputs.${input} }}`]);
    }
    const names = new Set(given.map(([, value]) => /inputs\.([a-z0-9-]+)/.exec(value)![1]!));
    expect([...names].sort()).toEqual(Object.keys(inputs).sort());
  });

  test("what it uses is pinned by commit", () => {
    const used = runs.steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses]));
    expect(used.length).toBeGreaterThan(0);
    for (const one of used) expect(one).toMatch(/^[\w.-]+\/[\w.-]+@[0-9a-f]{40}$/);
  });
});

describe("workflows", () => {
  interface Workflow {
    readonly permissions?: unknown;
    readonly jobs: Readonly<
      Record<string, { readonly needs?: readonly string[]; readonly "timeout-minutes"?: number }>
    >;
  }
  const folder = join(ROOT, ".github/workflows");
  const workflows = readdirSync(folder).map((name) => {
    const source = readFileSync(join(folder, name), "utf8");
    return { name, source, workflow: parse(source) as Workflow };
  });

  test("the required job waits for every other", () => {
    const { jobs } = workflows.find(({ name }) => name === "ci.yml")!.workflow;
    const others = Object.keys(jobs).filter((job) => job !== "ci-ok");
    expect(others.length).toBeGreaterThan(0);
    expect(jobs["ci-ok"]!.needs?.toSorted()).toEqual(others.sort());
  });

  test.each(workflows)(
    "$name: least rights, time limits, actions pinned by commit with their tag",
    ({ source, workflow }) => {
      expect(workflow.permissions).toEqual({});
      for (const [job, { "timeout-minutes": limit }] of Object.entries(workflow.jobs)) {
        expect(limit, job).toBeGreaterThan(0);
      }
      for (const [, uses] of source.matchAll(/uses:\s*(.+)/g)) {
        if (!uses!.startsWith("./")) expect(uses).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      }
    },
  );
});
