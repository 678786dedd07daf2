import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Verdict } from "../../src/model/verdict.ts";
import { formatValue } from "../../src/report/render/format.ts";
import { launchChromium, openPage, violationsIn } from "../helpers/chromium.ts";
import { runCli } from "../helpers/mini.ts";

// Minutes each: `./scripts/test.sh --long`.
describe.runIf(process.env.WEIGHBRIDGE_LONG)("the demo shop", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "weighbridge-demo-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test("the slower endpoint and the heavier bundle are named, and nothing else; its report opens in a browser", async () => {
    const { code, stdout, stderr, leftovers } = await runCli(folder, ["demo", "--quick"]);
    expect(stdout).toMatch(/^Blocked: /);
    expect(stdout).not.toContain("weighbridge run");
    expect([code, leftovers]).toEqual([0, []]);
    expect(stderr).toContain("The report: .weighbridge/demo/report.html\n");
    const output = join(folder, ".weighbridge/demo");
    const verdict: Verdict = JSON.parse(await readFile(join(output, "verdict.json"), "utf8"));
    const browser = await launchChromium();
    try {
      await using opened = await openPage(browser, join(output, "report.html"));
      const { page, complaints } = opened;
      const heads = await page.locator("table.metrics tbody tr td:nth-child(5)").allInnerTexts();
      const { comparisons } = verdict;
      expect(heads.toSorted()).toEqual(
        comparisons.map(({ head, metric }) => formatValue(head, metric.unit)).toSorted(),
      );
      expect(await violationsIn(page)).toEqual([]);
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  });

  test("nothing is called regressed when both builds are of one commit", async () => {
    const { code, leftovers } = await runCli(folder, ["demo", "--quick", "--identical"]);
    expect([code, leftovers]).toEqual([0, []]);
  });

  test("with services, each planted fault is named with its cause", async () => {
    const { code, stderr, leftovers } = await runCli(folder, ["demo", "--services"]);
    expect(stderr).toContain("The demo was judged as planned.\n");
    expect([code, leftovers]).toEqual([0, []]);
  });

  test("with services, nothing is named when both builds are of one commit", async () => {
    const { code, stderr, leftovers } = await runCli(folder, ["demo", "--services", "--identical"]);
    expect(stderr).toContain("The demo was judged as planned.\n");
    expect([code, leftovers]).toEqual([0, []]);
  });
});
