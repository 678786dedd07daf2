/** `weighbridge explain`, of servers in every language that has a profiler of its own. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Flame } from "../../src/model/details.ts";
import { FIXTURES } from "../explain/fixtures.ts";
import { launchChromium, openPage, violationsIn } from "../helpers/chromium.ts";
import { type Files, mini, miniRepository, script, server } from "../helpers/mini.ts";

interface Found {
  readonly functions: readonly {
    readonly name: string;
    readonly at: unknown;
    readonly base: number;
    readonly head: number;
  }[];
  readonly notes: readonly string[];
  readonly notWeighed: readonly string[];
}

describe("a server of Node", () => {
  let programs: string;
  beforeEach(async () => {
    programs = await mkdtemp(join(tmpdir(), "weighbridge-programs-"));
  });
  afterEach(() => rm(programs, { recursive: true, force: true }));

  test("--open hands over a page with the function and the flame graphs, which a browser shows without a complaint", async () => {
    const config = configOf("start: node server.js", "{ profiles: 3, seconds: 1s, coverage: false }");
    await using repository = await miniRepository({ ...mini, "weighbridge.yml": config }, { "server.js": server(20) });
    const seen = join(programs, "seen");
    for (const name of ["xdg-open", "open"])
      await writeFile(join(programs, name), `#!/bin/sh\nprintf %s "$1" > ${seen}\n`, { mode: 0o755 });
    const PATH = `${programs}:${process.env.PATH}`;
    const ended = await repository.weighbridge(["explain", "--open"], { PATH });
    expect([ended.code, ended.leftovers]).toEqual([0, []]);
    const given = await readFile(seen, "utf8");
    expect(given).toBe(join(repository.folder, ".weighbridge/explain/explain.html"));
    expect(ended.stderr).toContain(`The profiles: .weighbridge/explain/explain.html\nOpened ${given}\n`);
    expect(ended.stdout).toMatch(/: spend \(server\.js, line 3\) \+.* ms a request, /u);

    const browser = await launchChromium();
    try {
      await using opened = await openPage(browser, given);
      const { page, complaints } = opened;
      expect(await page.evaluate("document.compatMode")).toBe("CSS1Compat");
      const graphs = page.locator("figure.flame > svg");
      expect(await graphs.count()).toBe(2);
      expect(await graphs.first().isVisible()).toBe(true);
      expect(await graphs.first().locator("rect.more.much").count()).toBeGreaterThan(0);
      expect(await graphs.first().locator("text", { hasText: "spend" }).first().isVisible()).toBe(true);
      const row = page.locator("#flames tr", { hasText: "server.js:3" }).first();
      const cells = await row.locator("td").allInnerTexts();
      expect([cells[0], cells.at(-1)]).toEqual(["spend", "yes"]);
      expect(await violationsIn(page)).toEqual([]);
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});

const pySpy = process.env.WEIGHBRIDGE_PY_SPY;

// More than a minute each: `./scripts/test.sh --long`.
describe.runIf(process.env.WEIGHBRIDGE_LONG).each([
  {
    language: "go",
    target: "build: go build -o shop ., start: ./shop",
    planted: { name: "main.renderCart", at: { file: "cart.go", line: 8 } },
    allocating: "main.money",
  },
  {
    language: "python",
    target: "start: python3 server.py",
    planted: { name: "render_cart", at: { file: "lib/cart.py", line: 4 } },
    allocating: null,
  },
  // The Flight Recorder tells of no files.
  {
    language: "jvm",
    target: "build: javac -d classes shop/*.java, start: java -cp classes shop.Server",
    planted: { name: "shop.Cart.render", at: null },
    allocating: "shop.Cart.render",
  },
])("a server of $language", ({ language, target, planted, allocating }) => {
  const explained = async (slower: boolean) => {
    const base = { ...(await filesIn(join(FIXTURES, "servers", language))), "perf/shop.js": script };
    const [path, text] = Object.entries(base).find(([path]) => /cart\.\w+$/iu.test(path))!;
    const head = text.replace(/\b(steps) = 1\b/iu, "$1 = 6");
    expect(head).not.toBe(text);
    await using repository = await miniRepository(
      { ...base, "weighbridge.yml": configOf(target, "{}") },
      slower ? { [path]: head } : { "README.md": "# Shop" },
    );
    const PATH = `${pySpy === undefined ? "" : `${dirname(pySpy)}:`}${process.env.PATH}`;
    const { code, stdout, stderr, leftovers } = await repository.weighbridge(["explain", "--json"], { PATH });
    expect([code, leftovers], stderr).toEqual([0, []]);
    const details = await readFile(join(repository.folder, ".weighbridge/explain/details.json"), "utf8");
    const found: Found = JSON.parse(stdout);
    expect(found.notWeighed).toEqual([]);
    return { ...found, flames: JSON.parse(details).details as readonly Flame[] };
  };

  test("the function that head made slow is named first, with its place where the profiler tells it", async () => {
    const { functions, notes, flames } = await explained(true);
    expect(functions[0], notes.join("\n")).toMatchObject(planted);
    const { base, head } = functions[0]!;
    // Six times the work.
    expect(head / base).toBeGreaterThan(2);
    const memory = flames.find(({ unit }) => unit === "bytes");
    expect(memory?.functions?.some(({ name }) => name === allocating) ?? null).toBe(allocating === null ? null : true);
  });

  test("sides that are the same name nothing, but for what chance alone does not name again", async () => {
    const named = async () => (await explained(false)).functions.map(({ name }) => name);
    const first = await named();
    // By its own rule it names one in some hundred times: any of its functions, or a whole that seems to have grown.
    const again = first.length === 0 ? [] : await named();
    expect(again.filter((name) => first.includes(name))).toEqual([]);
  });
});

function configOf(target: string, explain: string): string {
  return `
target: { ${target}, ready: /healthz }
k6: { scripts: [perf/shop.js], round: { warmup: 200ms, measure: 1s } }
explain: ${explain}
`;
}

/** All files below a folder, by their path in it. */
async function filesIn(folder: string): Promise<Files> {
  const paths = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = paths.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  const texts = files.map(async (file) => [file.slice(folder.length + 1), await readFile(file, "utf8")] as const);
  return Object.fromEntries(await Promise.all(texts));
}
