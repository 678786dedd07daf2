/** What people decide beside the gate, by the real command: accepting, changing the gate, whose settings judge. */
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Verdict } from "../../src/model/verdict.ts";
import { type Files, type Mini, miniRepository, writeAll } from "../helpers/mini.ts";

const app = (lines: number) =>
  Array.from({ length: lines }, (_, i) => `export const v${i * 7919} = ${i ** 3};\n`).join("");

const config = (rest = "", gate = "") => `target: { static: dist }
bundle: { files: "dist/*.js" }
gate: { ${gate} }
${rest}
`;

/** Of 400 lines, 430 are some 6 % more. */
const base: Files = { "weighbridge.yml": config(), "dist/app.js": app(400) };
const accept = (upTo: string, until = "2999-12-31") =>
  `accept:\n  - { metric: "bundle/gzip@*", upTo: ${upTo}, until: ${until}, reason: New tax rules. }`;

async function run({ folder, weighbridge }: Mini, ...args: string[]) {
  const { code, stdout, stderr } = await weighbridge(["run", ...args]);
  const text = await readFile(join(folder, ".weighbridge/verdict.json"), "utf8").catch(() => null);
  return { code, stdout, stderr, verdict: text === null ? null : (JSON.parse(text) as Verdict) };
}

describe("a known regression", () => {
  test("passes up to what is accepted, and says so; beyond it blocks", { tags: ["T22"] }, async () => {
    const head = { "weighbridge.yml": config(accept("20%")), "dist/app.js": app(430) };
    await using repository = await miniRepository(base, head);
    const known = await run(repository);
    expect([known.code, known.verdict!.verdict, known.verdict!.blocks]).toEqual([0, "pass", false]);
    const metric = "bundle/gzip@total";
    expect(known.verdict!.accepted).toEqual([{ metric, upTo: 0.2, until: "2999-12-31", reason: "New tax rules." }]);
    expect(known.verdict!.reasons).toEqual([{ kind: "accepted", metric }]);
    expect(known.verdict!.gateChanges).toEqual([
      {
        file: "weighbridge.yml",
        kind: "config",
        changes: ["accept: added { metric: bundle/gzip@*, upTo: 20%, until: 2999-12-31, reason: New tax rules. }"],
      },
    ]);

    // The stored rounds say the same when they are judged again.
    const again = await repository.weighbridge(["compare", ".weighbridge/rounds.json", "--json"]);
    expect(JSON.parse(again.stdout)).toEqual(known.verdict);

    await writeAll(repository.folder, { "weighbridge.yml": config(accept("2%")) });
    const more = await run(repository);
    expect([more.code, more.verdict!.verdict, more.verdict!.accepted]).toEqual([1, "fail", []]);
  });

  test("whose last day is over is an error that names the line and the day, before anything is built", async () => {
    const head = { "weighbridge.yml": config(accept("20%", "2020-02-29")), "dist/app.js": app(430) };
    await using repository = await miniRepository(base, head);
    const { code, stderr, verdict } = await run(repository);
    expect([code, verdict]).toEqual([2, null]);
    expect(stderr).toMatch(
      /^weighbridge\.yml:5:50: accept\[0\]\.until is "2020-02-29"; expected \d{4}-\d\d-\d\d or a later day: this has expired, so remove the entry or extend it\.$/m,
    );
  });

  test("that is none any more is told", async () => {
    const head = { "weighbridge.yml": config(accept("20%")), "dist/app.js": app(401) };
    await using repository = await miniRepository(base, head);
    const { code, verdict } = await run(repository);
    expect([code, verdict!.accepted]).toEqual([0, []]);
    expect(verdict!.notices).toContain(
      'accept: "bundle/gzip@*" is not needed, as nothing that it matches regressed: remove it.',
    );
  });
});

describe("a changed gate", () => {
  test("is told also where nothing else has changed, or nothing was measured", { tags: ["T22"] }, async () => {
    const weaker = config('metrics: { "bundle/gzip@*": { max: 9MB } }');
    const limited = { ...base, "weighbridge.yml": config('metrics: { "bundle/gzip@*": { max: 2kB } }') };
    await using repository = await miniRepository(limited, { "weighbridge.yml": weaker });
    const { code, verdict } = await run(repository);
    const row = {
      file: "weighbridge.yml",
      kind: "config",
      changes: ["metrics.bundle/gzip@*.max: 2kB → 9MB"],
    };
    expect([code, verdict!.gateChanges]).toEqual([0, [row]]);
    // The line of the limit, for who reads the pull request.
    expect(verdict!.budgets.map(({ at }) => at)).toContainEqual({ file: "weighbridge.yml", line: 4 });

    const ignoring = config("", 'ignore: [".github/workflows/**"]');
    const workflow = { ".github/workflows/perf.yml": "run: npx weighbridge run\n" };
    const quiet = { ...base, "weighbridge.yml": ignoring, ...workflow };
    await using other = await miniRepository(quiet, { ".github/workflows/perf.yml": "run: true # weighbridge\n" });
    const unmeasured = await run(other);
    expect(unmeasured.verdict).toMatchObject({
      rung: "same-bytes",
      gateChanges: [{ file: ".github/workflows/perf.yml", kind: "workflow", changes: [] }],
    });
  });
});

describe("a pull request that would not be weighed, or weighed by less", () => {
  const slower = { "dist/app.js": app(430) };

  test.each<[string, Files]>([
    [
      "attributes",
      { ".gitattributes": "* -diff -text export-ignore linguist-generated merge=ours\n*.js filter=none ident\n" },
    ],
    ["files to ignore", { ".gitignore": "dist/\n*.js\n", ".npmrc": "ignore-scripts=false\n", ".npmignore": "*\n" }],
    [
      "a verdict of its own",
      { ".weighbridge/verdict.json": '{"verdict":"pass","blocks":false}', ".weighbridge/rounds.json": "{}" },
    ],
    [
      "a second config in another place",
      { ".github/weighbridge.yml": config("", "enforce: false"), "weighbridge.json": "{}" },
    ],
    ["modules of its own", { "node_modules/weighbridge/package.json": '{"name":"weighbridge","version":"99.0.0"}' }],
  ])("by %s is blocked all the same", { tags: ["T22"] }, async (_, files) => {
    await using repository = await miniRepository(base, { ...slower, ...files });
    const { code, verdict } = await run(repository);
    expect([code, verdict!.verdict, verdict!.blocks]).toEqual([1, "fail", true]);
  });

  test("by naming all of it as what needs no weighing is blocked, and told", { tags: ["T22"] }, async () => {
    const { "weighbridge.yml": own, ...rest } = base;
    const ignoring = { "perf/gate.yml": config("", 'ignore: ["dist/**", "perf/**"]'), ...slower };
    await using repository = await miniRepository({ ...rest, "perf/gate.yml": own! }, ignoring);
    const { code, verdict } = await run(repository, "--config", "perf/gate.yml");
    expect([code, verdict!.blocks]).toEqual([1, true]);
    expect(verdict!.gateChanges).toMatchObject([
      { file: "perf/gate.yml", changes: ["gate.ignore: added dist/**", "gate.ignore: added perf/**"] },
    ]);
  });

  test("by taking the config away is an error", { tags: ["T22"] }, async () => {
    await using repository = await miniRepository({ ...base, "README.md": "" }, slower);
    await rm(join(repository.folder, "weighbridge.yml"));
    const { code, stderr, verdict } = await run(repository);
    expect([code, verdict]).toEqual([2, null]);
    expect(stderr).toContain("No config found");
  });
});

describe("gate.configFrom: base", () => {
  const strict = { ...base, "weighbridge.yml": config("", "configFrom: base") };
  const lax = config('metrics: { "bundle/*": { role: watch } }', "configFrom: head, enforce: false");

  test("judges by base's settings, whatever head says", { tags: ["T22"] }, async () => {
    await using repository = await miniRepository(strict, { "weighbridge.yml": lax, "dist/app.js": app(430) });
    const { code, verdict } = await run(repository);
    expect([code, verdict!.verdict, verdict!.blocks, verdict!.configFrom]).toEqual([1, "fail", true, "base"]);
    expect(verdict!.notices).toContain(
      "Base's settings judge (gate.configFrom: base): what head changes in weighbridge.yml does not count here.",
    );
    expect(verdict!.gateChanges[0]!.changes).toEqual([
      "gate.configFrom: base → head",
      "gate.enforce: not set → false",
      "metrics.bundle/*.role: not set → watch",
    ]);
    // Held to its limits alone, too.
    const limits = await run(repository, "--mode", "budgets");
    expect([limits.verdict!.configFrom, limits.verdict!.enforce]).toEqual(["base", true]);
  });

  test("is not for head alone to say", { tags: ["T22"] }, async () => {
    const head = { "weighbridge.yml": config("", "configFrom: base, enforce: false"), "dist/app.js": app(430) };
    await using repository = await miniRepository(base, head);
    const { code, verdict } = await run(repository);
    expect([code, verdict!.configFrom, verdict!.verdict]).toEqual([0, "head", "fail"]);
  });

  test("cannot be left by a target that runs elsewhere", { tags: ["T22"] }, async () => {
    const elsewhere = `target: { url: { base: "http://127.0.0.1:1", head: "http://127.0.0.1:1" }, dir: { base: ".", head: "." } }
bundle: { files: "dist/*.js" }
`;
    await using repository = await miniRepository(strict, { "weighbridge.yml": elsewhere });
    const { verdict } = await run(repository);
    expect([verdict!.configFrom, verdict!.enforce]).toEqual(["base", true]);
    expect(verdict!.gateChanges[0]!.file).toBe("weighbridge.yml");
  });

  test("with base's config wrong is an error that says whose it is", async () => {
    const wrong = { ...base, "weighbridge.yml": config("", "configFrom: base, effort: fast") };
    await using repository = await miniRepository(wrong, { "weighbridge.yml": config(), "dist/app.js": app(430) });
    const { code, stderr } = await run(repository);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^base's weighbridge\.yml:3:\d+: gate\.effort is "fast"; .* repair them on the base branch\.$/m,
    );
  });
});
