import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Verdict } from "../../src/model/verdict.ts";
import { config, mini, miniRepository, server, writeAll } from "../helpers/mini.ts";

const verdictOf = async (folder: string): Promise<Verdict> =>
  JSON.parse(await readFile(join(folder, ".weighbridge/verdict.json"), "utf8"));

describe("the gate, end to end, on a small target", () => {
  test("a slower endpoint blocks, alone, and its function is named; the later stages repeat from their files", async () => {
    const explained = { ...mini, "weighbridge.yml": config.replace("when: never", "seconds: 1s") };
    await using repository = await miniRepository(explained, { "server.js": server(10) });
    const { code, stdout, stderr, leftovers } = await repository.weighbridge(["run"]);
    expect([code, leftovers]).toEqual([1, []]);
    expect(stdout).toMatch(/^Blocked: k6\/latency-tm95 of shop: GET \/slow rose by /);
    // The plan and its price before the first round, then a line a round.
    expect(stderr).toMatch(
      /perf\/shop\.js: your 60-second script → rounds of 1\.2 s .*60 iterations\/s a side[\s\S]*k6: at most 20 rounds of [\s\S]*round 1 of at most 20[\s\S]*ended after (?:12|16|20) rounds: the verdict was certain/,
    );
    const verdict = await verdictOf(repository.folder);
    const regressed = verdict.comparisons.filter(({ change, rule }) => change === "regressed" && rule.role === "gate");
    expect(regressed.map(({ metric }) => metric.id)).toEqual(["k6/latency-tm95@shop: GET /slow"]);
    expect(verdict.causes).toContainEqual(
      expect.objectContaining({
        metric: "k6/latency-tm95@shop: GET /slow",
        kind: "function",
        name: "spend",
        at: { file: "server.js", line: 3 },
      }),
    );
    expect(stdout).toContain("changed lines ran");
    expect(verdict.budgets).toMatchObject([{ name: "http_req_failed rate<0.01", outcome: "kept" }]);
    expect((await readdir(join(repository.folder, ".weighbridge"))).sort()).toEqual([
      ...["badge.json", "comment.md", "details.json", "junit.xml"],
      ...["report.html", "rounds.json", "snapshot.json", "verdict.json"],
    ]);
    const comment = await readFile(join(repository.folder, ".weighbridge/comment.md"), "utf8");

    const again = await repository.weighbridge(["compare", ".weighbridge/rounds.json", "--json"]);
    expect(again.code).toBe(1);
    expect(JSON.parse(again.stdout)).toEqual(verdict);
    const report = await repository.weighbridge(["report", ".weighbridge/verdict.json"]);
    expect([report.code, report.stdout]).toEqual([0, stdout]);
    expect(await readFile(join(repository.folder, ".weighbridge/comment.md"), "utf8")).toBe(comment);

    const reporting = config.replace("effort: quick", "effort: quick, enforce: false");
    await writeAll(repository.folder, { "weighbridge.yml": reporting });
    const lenient = await repository.weighbridge(["run", "--head", "HEAD"]);
    expect([lenient.code, lenient.stdout.split(":")[0]]).toEqual([0, "Would have blocked"]);
  });

  test("what does not run is not measured; --force measures all the same, and equal builds are not called regressed", async () => {
    await using repository = await miniRepository(mini, { "README.md": "# Docs" });
    const docs = await repository.weighbridge(["run"]);
    expect([docs.code, docs.stderr.includes("k6: round 1")]).toEqual([0, false]);
    expect(docs.stdout).toMatch(/^Pass: .*README\.md/);
    expect((await verdictOf(repository.folder)).rung).toBe("same-bytes");

    const forced = await repository.weighbridge(["run", "--force"]);
    expect(forced.stderr).toContain("k6: round 8 of at most 20");
    expect((await verdictOf(repository.folder)).comparisons.filter(({ change }) => change === "regressed")).toEqual([]);
    expect(forced.code).toBe(0);
  });

  test("uncommitted changes are weighed outside CI; a change that builds to equal bytes passes after the build", async () => {
    const building = config.replace(
      "start: node server.js",
      'build: "mkdir -p out && cp server.js out/ && rm -rf src", start: node out/server.js',
    );
    const files = { ...mini, "weighbridge.yml": building, "src/types.ts": "export type A = 1;" };
    await using repository = await miniRepository(files);
    await writeAll(repository.folder, { "src/types.ts": "export type A = 2;" });
    const { code, stdout, stderr } = await repository.weighbridge(["run"], { CI: "" });
    expect(stderr).toContain("the working tree as it is");
    expect(stdout.replace(/\s+/g, " ")).toMatch(/^Pass: nothing was measured: both sides built to the same bytes/);
    expect(code).toBe(0);
  });

  test("head alone can be measured and judged by its budgets later", { tags: ["R4"] }, async () => {
    const limited = config
      .replace("role: gate", "role: gate, max: 0.001ms")
      .replace("effort: quick", "maxMinutes: 0.4");
    await using repository = await miniRepository({ ...mini, "weighbridge.yml": limited });
    const measured = await repository.weighbridge(["measure"]);
    expect(measured.code).toBe(0);
    const judged = await repository.weighbridge(["compare", ".weighbridge/rounds.json"]);
    expect(judged.stdout).toMatch(/^Blocked: /);
    expect(judged.code).toBe(1);
  });

  test("help, version, and words that are none", async () => {
    await using repository = await miniRepository({ "a.txt": "a" });
    const version = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8")).version;
    expect((await repository.weighbridge(["--version"])).stdout).toBe(`${version}\n`);
    const help = await repository.weighbridge(["--help"]);
    for (const command of ["run", "measure", "compare", "report", "demo", "install-k6"]) {
      expect(help.stdout).toContain(`  ${command} `);
      const one = await repository.weighbridge([command, "--help"]);
      expect([one.code, one.stdout.startsWith(`weighbridge ${command}`)]).toEqual([0, true]);
    }
    const typo = await repository.weighbridge(["mesure"]);
    expect([typo.code, typo.stderr]).toEqual([2, 'weighbridge has no command "mesure"; did you mean measure?\n']);
    expect((await repository.weighbridge(["compare"])).stderr).toBe(
      "weighbridge compare takes <rounds.json>, but got none.\n",
    );
  });
});
