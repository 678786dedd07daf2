import { readdir } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { NoiseReport } from "../../src/model/noise.ts";
import { freePorts } from "../../src/system/ports.ts";
import { config, mini, miniRepository } from "../helpers/mini.ts";

describe("weighbridge doctor", () => {
  test("measures HEAD against itself and says what can be seen, what was seen, and what to set", async () => {
    await using repository = await miniRepository(mini);
    const { code, stdout, stderr, leftovers } = await repository.weighbridge([
      "doctor",
      "--noise",
      "--rounds",
      "8",
      "--json",
    ]);
    expect([code, leftovers]).toEqual([0, []]);
    expect(stderr).toContain("k6: round 8 of at most 8");
    const report = JSON.parse(stdout) as NoiseReport;
    expect(report).toMatchObject({
      kind: "noise",
      rounds: 8,
      falseAlarms: 0.01,
      asSet: { effort: "quick", rounds: { k6: 20 } },
    });
    const ids = ["k6/latency-tm95@shop: GET /fast", "k6/latency-tm95@shop: GET /slow"];
    const latency = report.rows.filter(({ metric }) => metric.unit === "ms");
    expect(latency.map(({ metric }) => metric.id).sort()).toEqual(ids);
    for (const { rounds, noise, visible } of latency) {
      expect([rounds, noise! > 0]).toEqual([8, true]);
      expect(visible.quick!).toBeGreaterThan(visible.thorough!);
    }
    expect(report.runner).toMatch(/^fixed task \d+ ms ± \d+ % a round/);
    expect(report.secondsPerRound).toBeGreaterThan(1.2);
    // 1 % and four standard errors.
    expect(report.drawn!.fail).toBeLessThanOrEqual(22);
    expect(await readdir(repository.folder)).not.toContain(".weighbridge");
  });

  test("says what it can do, and what it cannot", async () => {
    const running = config.replace(
      /target: .*/,
      "target: { url: { base: http://127.0.0.1:1, head: http://127.0.0.1:2 } }",
    );
    const pathed = config.replace("k6: {", "k6: { path: none,");
    const [a, b] = await freePorts(2);
    const cached = `${config}redis: { url: { a: "redis://127.0.0.1:${a}", b: "redis://127.0.0.1:${b}" } }\n`;
    const files = { "running.yml": running, "pathed.yml": pathed, "cached.yml": cached };
    await using repository = await miniRepository({ ...mini, ...files });
    const plain = await repository.weighbridge(["doctor"]);
    expect([plain.code, plain.stdout.split("\n")]).toEqual([
      0,
      [
        "weighbridge.yml can be read. It weighs by k6.",
        expect.stringMatching(/^- git: \//u),
        expect.stringMatching(/^- k6: \d+\.\d+\.\d+, \//u),
        "What can be seen on this runner is measured by weighbridge doctor --noise.",
        "",
      ],
    ]);
    const lacking = await repository.weighbridge(["doctor", "--config", "pathed.yml"]);
    expect([lacking.code, lacking.stdout]).toEqual([
      2,
      expect.stringMatching(
        /\n✗ k6: k6\.path is .*\/none, where no executable file is: .*\nWhat the config asks for cannot all be weighed here/u,
      ),
    ]);
    const without = await repository.weighbridge(["doctor", "--config", "cached.yml"]);
    expect([without.code, without.stdout]).toEqual([
      2,
      expect.stringMatching(/\n- k6: .*\n✗ redis, slot a: Redis at .* was not reached.*\n✗ redis, slot b: /u),
    ]);
    const told = await repository.weighbridge(["doctor", "--json"]);
    expect(JSON.parse(told.stdout)).toMatchObject([
      { name: "git", stops: false },
      { name: "k6", stops: false },
    ]);
    const none = await repository.weighbridge(["doctor", "--config", "none.yml"]);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining("There is no config file none.yml")]);
    const few = await repository.weighbridge(["doctor", "--noise", "--rounds", "2"]);
    expect([few.code, few.stderr]).toEqual([2, "--rounds 2: expected a whole number from 8 to 1000.\n"]);
    const elsewhere = await repository.weighbridge(["doctor", "--noise", "--config", "running.yml"]);
    expect([elsewhere.code, elsewhere.stderr]).toEqual([
      2,
      "weighbridge doctor --noise builds HEAD twice, but running.yml names a target.url that runs already: use a config with target.start or target.static.\n",
    ]);
  });
});
