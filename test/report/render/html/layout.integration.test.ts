/// <reference lib="dom" />
/** What has to be in view on a screen of 1200 pixels, in a real browser. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Verdict } from "../../../../src/model/verdict.ts";
import { launchChromium, openPage } from "../../../helpers/chromium.ts";
import { STATES } from "../../states.ts";
import { bundle, verdictOf } from "../../verdicts.ts";
import { pageOf } from "./read.ts";

let browser: Browser;
let folder: string;
beforeAll(async () => {
  browser = await launchChromium();
  folder = await mkdtemp(join(tmpdir(), "weighbridge-layout-"));
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(verdict: Verdict) {
  const file = join(folder, "report.html");
  await writeFile(file, pageOf({ verdict, rounds: null, details: [] }));
  return openPage(browser, file, { viewport: { width: 1200, height: 800 } });
}

test("numbers of many digits stay in the card of their metric, and beside each other", async () => {
  const blocks = bundle("shop: GET /orders", 1_204_321, 12_004_321, "regressed");
  const counted = { ...blocks, metric: { ...blocks.metric, unit: "count" as const } };
  await using opened = await open(verdictOf({ comparisons: [bundle("a.js", 43, 122_976, "regressed"), counted] }));
  const cards = await opened.page.locator("details.metric").evaluateAll((all) =>
    all.map((card) => {
      // Of the text: it may stick out of its own box.
      const [values, change] = [...card.querySelectorAll("summary .number")].map((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        return range.getBoundingClientRect();
      });
      return { card: card.getBoundingClientRect().right, values: values!.right, change: change! };
    }),
  );
  expect(cards).toHaveLength(2);
  for (const { card, values, change } of cards) {
    expect(change.right).toBeLessThan(card);
    expect(values).toBeLessThan(change.left);
  }
});

test("where a finding stands is in view without scrolling, however long its path", async () => {
  const verdict = STATES.findings!;
  const at = { file: "packages/server/src/middleware/authentication/passwords.controller.ts", line: 1234 };
  await using opened = await open({ ...verdict, findings: verdict.findings.map((one) => ({ ...one, at })) });
  const { page } = opened;
  const region = (await page.locator("#findings .scroll").first().boundingBox())!;
  const places = page.locator("#findings .scroll").first().getByText(`${at.file}:${at.line}`);
  expect(await places.count()).toBe(3);
  for (const place of await places.all()) {
    const { x, width } = (await place.boundingBox())!;
    expect(x + width).toBeLessThan(region.x + region.width);
  }
  const isCut = (one: Element) => one.scrollWidth > one.clientWidth;
  expect(await page.locator("#findings .scroll").first().evaluate(isCut)).toBe(false);
});
