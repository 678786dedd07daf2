import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDemoRepository, type DemoCommits } from "../../src/demo/repository.ts";
import { ToolError } from "../../src/errors.ts";
import { type TestSystem, testSystem } from "../helpers/system.ts";

let test: TestSystem;
let folder: string;
let commits: DemoCommits;
const sides = { base: "", head: "" };

async function run(command: string, cwd: string, env: Record<string, string> = {}): Promise<string> {
  const options = { cwd, env: { ...test.system.env, ...env }, timeout: 240_000 };
  const { exitCode, stdout, stderr } = await test.system.processes.run(command, options);
  expect(exitCode, stderr).toBe(0);
  return stdout.trim();
}

/** The built bundles by name without hash: gzip size and digest of the bytes. */
async function bundles(
  side: "base" | "head",
): Promise<Map<string, { readonly gzip: number; readonly digest: string }>> {
  const dist = join(sides[side], "dist");
  const files = (await readdir(dist)).filter((file) => /\.(?:js|css)$/.test(file));
  const weighed = files.map(async (file) => {
    const bytes = await readFile(join(dist, file));
    const digest = createHash("sha256").update(bytes).digest("hex");
    return [file.replace(/-[A-Z2-7]{8}\./, "."), { gzip: gzipSync(bytes, { level: 9 }).length, digest }] as const;
  });
  return new Map(await Promise.all(weighed));
}

beforeAll(async () => {
  test = await testSystem();
  folder = await test.system.processes.temporaryFolder("demo-test");
  const repository = join(folder, "shop");
  commits = await createDemoRepository({ folder: repository, variant: "regressed", system: test.system });
  for (const side of ["base", "head"] as const) {
    sides[side] = join(folder, side);
    await run(`git worktree add --quiet --detach ../${side} ${commits[side]}`, repository);
    // Only what the repository's own configuration says may help to find esbuild.
    await run("node build.js", sides[side], { NODE_PATH: "" });
  }
});

afterAll(() => test[Symbol.asyncDispose]());

describe("the demo's repository", () => {
  it("has the same two commits wherever and by whomever it is made", async () => {
    const home = join(folder, "home");
    await mkdir(join(home, "hooks"), { recursive: true });
    await mkdir(join(home, ".config/git"), { recursive: true });
    await writeFile(join(home, ".config/git/ignore"), "*.js\n");
    await writeFile(join(home, "hooks/pre-commit"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    await writeFile(
      join(home, ".gitconfig"),
      `[user]\nname = Somebody\n[commit]\ngpgSign = true\n[core]\nhooksPath = ${join(home, "hooks")}\nautocrlf = true\n[init]\ndefaultBranch = trunk\n`,
    );
    const system = { ...test.system, env: { ...test.system.env, HOME: home } };
    const again = await createDemoRepository({ folder: join(folder, "again"), variant: "regressed", system });
    expect(again).toEqual(commits);
    expect(await run("git log --format='%an <%ae> %cn %ct'", join(folder, "again"))).toBe(
      "Weighbridge demo <demo@weighbridge.invalid> Weighbridge demo 1714640400\n" +
        "Weighbridge demo <demo@weighbridge.invalid> Weighbridge demo 1714554000",
    );
    expect(await run("git branch --show-current; git status --porcelain", join(folder, "again"))).toBe("main");
  });

  it("gives an identical head another commit and the same tree", async () => {
    const equal = join(folder, "equal");
    const { base, head } = await createDemoRepository({ folder: equal, variant: "identical", system: test.system });
    expect(base).toBe(commits.base);
    expect(head).not.toBe(base);
    expect(await run(`git diff --stat ${base} ${head}`, equal)).toBe("");
  });

  it("holds neither the overlay nor anything built", async () => {
    const files = (await run(`git ls-tree -r --name-only ${commits.head}`, join(folder, "shop"))).split("\n");
    expect(files).toContain("server.js");
    expect(files).toContain("web/slideshow.js");
    expect(files.filter((file) => /^(?:head|dist|node_modules)\//.test(file))).toEqual([]);
  });

  it("refuses a folder that holds something", async () => {
    const making = createDemoRepository({ folder: join(folder, "shop"), variant: "regressed", system: test.system });
    await expect(making).rejects.toThrow(ToolError);
  });
});

describe("the pull request", () => {
  it("makes the app's bundle about 15 % heavier and leaves the others byte for byte", async () => {
    const [base, head] = [await bundles("base"), await bundles("head")];
    expect([...base.keys()].sort()).toEqual(["app.css", "app.js", "checkout.css", "checkout.js"]);
    for (const name of ["app.css", "checkout.css", "checkout.js"])
      expect(head.get(name)?.digest).toBe(base.get(name)?.digest);
    const [before, after] = [base.get("app.js")!.gzip, head.get("app.js")!.gzip];
    expect(after / before).toBeGreaterThan(1.13);
    expect(after / before).toBeLessThan(1.19);
    // Beyond the gate's floor, with room for other versions of esbuild.
    expect(after - before).toBeGreaterThan(300);
  });

  it("shows a heavier picture that the front page no longer names, and leaves the checkout page alone", async () => {
    const page = (side: "base" | "head", file: string) => readFile(join(sides[side], "dist", file), "utf8");
    expect(await page("base", "index.html")).toContain('src="/hero.png"');
    expect(await page("head", "index.html")).not.toContain("<img");
    expect(await page("head", "checkout.html")).toBe(await page("base", "checkout.html"));
    const picture = async (side: "base" | "head", file: string) =>
      (await readFile(join(sides[side], "dist", file))).length;
    expect(await picture("head", "slide-1.png")).toBeGreaterThan(2 * (await picture("base", "hero.png")));
  });

  it("sets a search against 20 to 28 % more letters, and touches no other endpoint", async () => {
    const changed = await run(
      `git diff --name-only ${commits.base} ${commits.head} -- lib server.js`,
      join(folder, "shop"),
    );
    expect(changed).toBe("lib/fields.js");
    interface Catalogue {
      readonly products: readonly Readonly<Record<string, string>>[];
    }
    interface Fields {
      readonly fields: readonly { readonly name: string }[];
    }
    const load = (side: "base" | "head", file: string) => import(pathToFileURL(join(sides[side], "lib", file)).href);
    const { products } = (await load("base", "catalogue.js")) as Catalogue;
    const letters = async (side: "base" | "head") => {
      const { fields } = (await load(side, "fields.js")) as Fields;
      return products
        .flatMap((product) => fields.map(({ name }) => product[name]!.replaceAll(" ", "").length))
        .reduce((sum, length) => sum + length, 0);
    };
    // The work of a search is proportional to the letters looked at: counted, not timed. HTTP adds the same to both
    // sides, so that a client sees 15 to 20 % of it.
    const ratio = (await letters("head")) / (await letters("base"));
    expect(ratio).toBeGreaterThan(1.2);
    expect(ratio).toBeLessThan(1.28);
  });
});

describe("the shop", () => {
  it("answers its three endpoints and pages, and ends on SIGTERM", async () => {
    let opened: ((line: string) => void) | undefined;
    const running = await test.system.processes.start(["node", "server.js"], {
      cwd: sides.head,
      env: { ...test.system.env, PORT: "0" },
      onLine: (line) => opened?.(line),
    });
    const line = await new Promise<string>((resolve) => {
      opened = resolve;
      const already = running.tail(1)[0];
      if (already !== undefined) resolve(already);
    });
    const url = /http:\S+/.exec(line)![0];
    const get = async (path: string, options?: RequestInit) => {
      const response = await fetch(url + path, options);
      return { status: response.status, text: await response.text() };
    };
    const post = (body: string) => get("/api/cart", { method: "POST", body });

    expect(await get("/healthz")).toEqual({ status: 200, text: '{"ok":true}' });
    const found = JSON.parse((await get("/api/search?q=coper%20ketle")).text) as { products: { title: string }[] };
    expect(found.products).toHaveLength(10);
    expect(found.products[0]!.title).toMatch(/^copper kettle/);
    const similar = JSON.parse((await get("/api/recommendations?viewed=1,2,3")).text) as { products: { id: number }[] };
    expect(new Set(similar.products.map(({ id }) => id)).size).toBe(12);
    expect(similar.products.some(({ id }) => id <= 3 && id >= 1)).toBe(false);

    const one = await post(JSON.stringify({ region: "IE", lines: [{ product: 3, quantity: 1 }] }));
    const two = await post(JSON.stringify({ region: "IE", lines: [{ product: 3, quantity: 2 }] }));
    const total = ({ text }: { text: string }) => (JSON.parse(text) as { total: number }).total;
    expect(total(one)).toBeGreaterThan(0);
    // Vouchers may make two cheaper than twice one, never dearer than that and a cent of rounding.
    expect(total(two)).toBeLessThanOrEqual(2 * total(one) + 1);
    expect((await post('{"region":"__proto__","lines":[]}')).status).toBe(400);
    expect((await post("{")).status).toBe(400);

    expect((await get("/")).text).toContain('<div id="hero">');
    expect((await get("/checkout")).status).toBe(200);
    expect((await get("/slide-1.png")).status).toBe(200);
    expect((await get("/../package.json")).status).toBe(404);
    expect((await get("/files.json")).status).toBe(404);

    await running.stop("SIGTERM", 5_000);
    expect((await running.exited).exitCode).toBe(0);
  });
});
