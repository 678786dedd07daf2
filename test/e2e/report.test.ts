import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Comparison } from "../../src/model/comparison.ts";
import { formatChange, formatInterval, formatValue } from "../../src/report/render/format.ts";
import { writeDetails, writeRounds, writeVerdict } from "../../src/stored/write.ts";
import { launchChromium, openPage, violationsIn } from "../helpers/chromium.ts";
import { miniRepository, runCli } from "../helpers/mini.ts";
import { named } from "../report/named.ts";
import { SAMPLE, type Sample } from "../report/sample.ts";

/** Pictures for people to look at. */
const ARTIFACTS = join(import.meta.dirname, "../../test-artifacts/report");

let browser: Browser;
let folder: string;
beforeAll(async () => {
  browser = await launchChromium();
  folder = await mkdtemp(join(tmpdir(), "weighbridge-report-"));
  await mkdir(ARTIFACTS, { recursive: true });
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

/** Stores a job and has the command write its page; returns where it lies. */
async function pageOf(name: string, { verdict, rounds, details }: Sample): Promise<string> {
  const job = join(folder, name);
  await writeVerdict(job, verdict);
  await writeRounds(job, rounds);
  await writeDetails(job, { schema: 1, kind: "details", details });
  const { code, stderr } = await runCli(job, ["report", "verdict.json"]);
  expect([code, stderr]).toEqual([0, ""]);
  expect((await readdir(job)).sort()).toEqual([
    ...["badge.json", "comment.md", "details.json", "junit.xml"],
    ...["report.html", "rounds.json", "verdict.json"],
  ]);
  return join(job, "report.html");
}

const openAll = (page: Page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });

const table = (page: Page) => page.locator("table.metrics");
const columnOf = (page: Page, nth: number) =>
  table(page).locator(`tbody tr:not([hidden]) td:nth-child(${nth})`).allInnerTexts();

describe("the report of a job, in a browser", () => {
  let file: string;
  beforeAll(async () => {
    file = await pageOf("sample", SAMPLE);
  });

  test.each(["light", "dark"] as const)(
    "%s: nothing is wrong, nothing is loaded, and axe finds no fault",
    async (colorScheme) => {
      await using opened = await openPage(browser, file, { colorScheme });
      const { page, complaints } = opened;
      expect(await violationsIn(page)).toEqual([]);
      await page.screenshot({ path: join(ARTIFACTS, `${colorScheme}.png`), fullPage: true });
      const second = page.locator("details.metric").nth(1);
      await second.locator("summary").click();
      await page.waitForFunction(
        (id) => document.getElementById(id!)?.querySelector("figure[data-chart]"),
        await second.getAttribute("id"),
      );
      expect(await violationsIn(page)).toEqual([]);
      await second.screenshot({ path: join(ARTIFACTS, `${colorScheme}-metric.png`) });
      await openAll(page);
      expect(await violationsIn(page)).toEqual([]);
      await page.screenshot({ path: join(ARTIFACTS, `${colorScheme}-open.png`), fullPage: true });
      expect(complaints).toEqual([]);
    },
  );

  test("on a phone nothing is wider than the page, open or closed, and axe finds no fault", async () => {
    await using opened = await openPage(browser, file, { viewport: { width: 360, height: 740 } });
    const { page, complaints } = opened;
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBe(360);
    await page.screenshot({ path: join(ARTIFACTS, "phone.png"), fullPage: true });
    await openAll(page);
    expect(await width()).toBe(360);
    expect(await violationsIn(page)).toEqual([]);
    await page.screenshot({ path: join(ARTIFACTS, "phone-open.png"), fullPage: true });
    expect(complaints).toEqual([]);
  });

  test("on a phone a row of the table is a card with all that it says, still sortable", async () => {
    await using opened = await openPage(browser, file, { viewport: { width: 360, height: 740 } });
    const { page } = opened;
    const seen = await table(page)
      .locator("tbody td")
      .evaluateAll((cells) =>
        cells.map((cell) => {
          const { left, right } = cell.getBoundingClientRect();
          return {
            isInView: left >= 0 && right <= innerWidth,
            label: getComputedStyle(cell, "::before").content.replaceAll('"', "").trim(),
          };
        }),
      );
    expect(seen.filter(({ isInView }) => !isInView)).toEqual([]);
    const heads = await table(page).locator("th").allTextContents();
    const labels = seen.slice(0, heads.length).map(({ label }) => label);
    expect(labels).toEqual(heads.map((head, i) => (i < 3 ? "none" : head)));
    await table(page).getByRole("button", { name: "Change" }).click();
    expect(await table(page).locator("th[aria-sort=ascending]").textContent()).toBe("Change");
    await page.getByLabel("Collector").selectOption("bundle");
    const shown = SAMPLE.verdict.comparisons.filter(({ metric }) => metric.id.startsWith("bundle/"));
    expect(await table(page).locator("tbody tr:visible").count()).toBe(shown.length);
    expect(await violationsIn(page)).toEqual([]);
  });

  test("at 1200 pixels the table has all its columns in view", async () => {
    await using opened = await openPage(browser, file, { viewport: { width: 1200, height: 800 } });
    const { page } = opened;
    const room = page.getByRole("group", { name: "All metrics" });
    const [has, needs] = await room.evaluate((one) => [one.clientWidth, one.scrollWidth]);
    expect(needs).toBe(has);
  });

  test("sorts by mouse and keyboard, up, down and back", async () => {
    await using opened = await openPage(browser, file);
    const { page } = opened;
    const head = table(page).getByRole("columnheader", { name: "Head", exact: true });
    const before = await columnOf(page, 5);
    const heads = SAMPLE.verdict.comparisons.flatMap((one) => (one.head === null ? [] : [one]));
    const sorted = heads.toSorted((a, b) => a.head! - b.head!).map((one) => formatValue(one.head, one.metric.unit));
    await head.getByRole("button").click();
    expect(await head.getAttribute("aria-sort")).toBe("ascending");
    expect(await columnOf(page, 5)).toEqual(sorted);
    await page.keyboard.press("Enter");
    expect(await head.getAttribute("aria-sort")).toBe("descending");
    const [first] = await columnOf(page, 5);
    expect(first).toBe(sorted.at(-1));
    await page.keyboard.press("Space");
    expect(await head.getAttribute("aria-sort")).toBe("none");
    expect(await columnOf(page, 5)).toEqual(before);
    for (const button of await table(page).getByRole("button").all()) {
      await button.focus();
      await page.keyboard.press("Enter");
    }
    expect(await table(page).locator("th[aria-sort=ascending]").count()).toBe(1);
    expect(await table(page).getByRole("button").count()).toBe(await table(page).locator("th").count());
  });

  test("filters by collector, result and words, says how many are left, and shows all again", async () => {
    await using opened = await openPage(browser, file);
    const { page } = opened;
    const all = SAMPLE.verdict.comparisons;
    const status = page.getByRole("status");
    const expectRows = async (rows: readonly Comparison[]) => {
      expect(rows.length).toBeGreaterThan(0);
      expect(await columnOf(page, 3)).toHaveLength(rows.length);
      expect(await status.textContent()).toBe(`${rows.length} of ${all.length} metrics.`);
    };
    await page.getByLabel("Collector").selectOption("bundle");
    await expectRows(all.filter(({ metric }) => metric.id.startsWith("bundle/")));
    await page.getByLabel("Result").selectOption("regressed");
    await expectRows(all.filter(({ metric, change }) => metric.id.startsWith("bundle/") && change === "regressed"));
    await page.getByRole("button", { name: "Show all" }).click();
    await page.waitForFunction(() => document.querySelectorAll("tr[hidden]").length === 0);
    expect(await status.textContent()).toBe(`${all.length} metrics, what moved first.`);
    await page.getByLabel("Contains").focus();
    await page.keyboard.type("CART p95");
    await expectRows(all.filter(({ metric }) => metric.id.includes("cart") && metric.id.includes("p95")));
  });

  test("shows the numbers of verdict.json, in its table and in its charts", async () => {
    await using opened = await openPage(browser, file);
    const { page } = opened;
    const rows = await table(page)
      .locator("tbody tr")
      .evaluateAll((all) =>
        all.map((row) =>
          [...row.querySelectorAll("td")].map((cell) => ({ text: cell.textContent, value: cell.dataset.v })),
        ),
      );
    const shown = new Map(rows.map((cells) => [`${cells[1]!.text}@${cells[2]!.text}`, cells]));
    expect(shown.size).toBe(SAMPLE.verdict.comparisons.length);
    // What reads as the number that it is says it once.
    const cell = (text: string, value: number | null) => {
      const number = value === null ? text : String(Number(value.toPrecision(6)));
      return { text, value: number === text ? undefined : number };
    };
    for (const one of SAMPLE.verdict.comparisons) {
      const [, , , base, head, change, interval] = shown.get(one.metric.id)!;
      expect([base, head, change]).toEqual([
        cell(formatValue(one.base, one.metric.unit), one.base),
        cell(formatValue(one.head, one.metric.unit), one.head),
        cell(formatChange(one), one.effect?.value ?? null),
      ]);
      expect(interval!.text).toBe(formatInterval(one));
    }
    const charts = await page.locator("details.metric").evaluateAll((all) =>
      all.map((details) => ({
        name: details.querySelector("h3")!.textContent,
        data: [...details.querySelectorAll("figure[data-chart] script")].map((script) =>
          JSON.parse(script.textContent!),
        ),
      })),
    );
    const ofCart = charts.find(({ name }) => name === "k6/latency-tm95 checkout: GET /cart")!.data;
    const comparison = SAMPLE.verdict.comparisons.find(
      ({ metric }) => metric.id === "k6/latency-tm95@checkout: GET /cart",
    )!;
    const series = SAMPLE.rounds.series.find(({ metric }) => metric.id === comparison.metric.id)!;
    const byKind = new Map(ofCart.map((one) => [one.kind, one]));
    expect([...byKind.keys()].sort()).toEqual(["distribution", "history", "interval", "looks", "rounds", "timeline"]);
    expect(byKind.get("interval").effect).toEqual(comparison.effect);
    expect(byKind.get("rounds")).toMatchObject({ base: series.base, head: series.head });
    expect(
      byKind.get("looks").looks.find(({ rounds }: { rounds: number }) => rounds === comparison.rounds).effect,
    ).toEqual(comparison.effect);
    expect(byKind.get("distribution")).toEqual(SAMPLE.details.find(({ kind }) => kind === "distribution"));
  });

  test("a link from the table opens what it leads to", async () => {
    await using opened = await openPage(browser, file);
    const { page } = opened;
    const closed = page.locator("#evidence details.metric").last();
    await table(page)
      .locator(`a[href="#${await closed.getAttribute("id")}"]`)
      .click();
    await page.waitForFunction(
      (id) => (document.getElementById(id!) as HTMLDetailsElement).open,
      await closed.getAttribute("id"),
    );
  });

  test("on paper it is light, nothing is cut off, and all is open", async () => {
    await using opened = await openPage(browser, file, { colorScheme: "dark", viewport: { width: 720, height: 1000 } });
    const { page } = opened;
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(720);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(255, 255, 255)");
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    expect(await page.locator("details:not([open])").count()).toBe(0);
  });

  test("without script everything is there", async () => {
    await using opened = await openPage(browser, file, { javaScriptEnabled: false });
    const { page } = opened;
    expect(await page.locator("table.metrics tbody tr").count()).toBe(SAMPLE.verdict.comparisons.length);
    await page.locator("details.metric").nth(1).locator("summary").click();
    expect(await page.locator("details.metric").nth(1).locator("figure svg").first().isVisible()).toBe(true);
    expect(await page.locator("form").isVisible()).toBe(false);
  });
});

test("--open hands the page to the desktop's opener, and says where it lies", async () => {
  const file = await pageOf("opened", SAMPLE);
  const { job, programs } = { job: dirname(file), programs: join(folder, "programs") };
  await mkdir(programs);
  const without = await runCli(job, ["report", "verdict.json", "--open"], { PATH: programs });
  expect([without.code, without.stderr]).toEqual([0, `There is no program to open it with here: ${file}\n`]);
  const seen = join(folder, "seen");
  await promisify(execFile)("mkfifo", [seen]);
  for (const name of ["xdg-open", "open"])
    await writeFile(join(programs, name), `#!/bin/sh\nprintf %s "$1" > ${seen}\n`, { mode: 0o755 });
  const [opened, given] = await Promise.all([
    runCli(job, ["report", "verdict.json", "--open"], { PATH: programs }),
    readFile(seen, "utf8"),
  ]);
  expect([opened.code, opened.stderr, given]).toEqual([0, `Opened ${file}\n`, file]);
  // As where there is no desktop.
  for (const name of ["xdg-open", "open"])
    await writeFile(join(programs, name), "#!/bin/sh\nexit 3\n", { mode: 0o755 });
  const failed = await runCli(job, ["report", "verdict.json", "--open"], { PATH: programs });
  const said = `The program that opens files here failed; open it yourself: ${file}\n`;
  expect([failed.code, failed.stderr]).toEqual([0, said]);
});

test("a damaged file costs the charts that are made of it, not the reports", async () => {
  const job = dirname(await pageOf("damaged", SAMPLE));
  for (const [command, name] of [
    ["report", "details.json"],
    ["compare", "details.json"],
    ["report", "rounds.json"],
  ] as const) {
    await writeFile(join(job, name), "{");
    await rm(join(job, "report.html"));
    const { code, stderr } = await runCli(job, [command, command === "report" ? "verdict.json" : "rounds.json"]);
    expect([command, code]).toEqual([command, command === "report" ? 0 : 1]);
    expect(stderr).toBe(
      `report.html is without what this file holds. ${join(job, name)}:1:2: this is not JSON: it may have been cut short or changed by hand.\n`,
    );
    expect(await readFile(join(job, "report.html"), "utf8")).toContain("<h1>");
  }
});

test("names from outside stay text, whatever they look like, also in charts that are pointed at", {
  tags: ["T9"],
}, async () => {
  const hostile = `n"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script></script><svg onload=window.hacked=1>'\`--><!--${"x".repeat(300)}`;
  const file = await pageOf("hostile", named(hostile));
  await using opened = await openPage(browser, file);
  const { page, complaints } = opened;
  await openAll(page);
  for (const figure of await page.locator("figure[data-chart]").all()) {
    await figure.scrollIntoViewIfNeeded();
    const box = (await figure.boundingBox())!;
    for (const part of [0.25, 0.5, 0.75]) await page.mouse.move(box.x + part * box.width, box.y + box.height / 2);
  }
  expect(await page.evaluate("window.hacked")).toBeUndefined();
  expect(await page.locator("img[src=x], svg[onload], [onerror]").count()).toBe(0);
  expect(await page.locator("script:not([type])").count()).toBe(1);
  expect(await page.locator("h1").textContent()).toContain("<img src=x onerror=");
  expect(complaints).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1280);
});

test("a page that cannot be written costs no verdict: it is said, and the exit code is the gate's", async () => {
  const root = join(import.meta.dirname, "../..");
  const copy = join(folder, "installed");
  await cp(join(root, "dist"), join(copy, "dist"), { recursive: true });
  await cp(join(root, "package.json"), join(copy, "package.json"));
  await rm(join(copy, "dist/report/client.js"));
  const config = "target: { static: dist }\nbundle: { files: '**/*.js' }\n";
  const code = (count: number) =>
    Array.from({ length: count }, (_, at) => `export const n${at} = ${at * 7919};`).join("\n");
  const base = { "weighbridge.yml": config, "dist/app.js": code(200) };
  await using repository = await miniRepository(base, { "dist/app.js": code(400) });
  const run = promisify(execFile)(process.execPath, [join(copy, "dist/cli.js"), "run"], { cwd: repository.folder });
  const ended = await run.catch((error: { code: number; stdout: string; stderr: string }) => error);
  expect(ended).toMatchObject({ code: 1, stdout: expect.stringMatching(/^Blocked: /) });
  expect(ended.stderr).toMatch(/The reports were not all written: .*report\.html.* The verdict stands\.\n$/);
});
