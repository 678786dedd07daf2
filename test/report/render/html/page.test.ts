import { describe, expect, test } from "vitest";
import { SAMPLE } from "../../sample.ts";
import { STATES } from "../../states.ts";
import { CASES } from "../../verdicts.ts";
import { CLIENT, digest, pageOf, tagsOf, textOf, titlesOf } from "./read.ts";

const page = pageOf(SAMPLE);

describe.each(Object.entries({ ...CASES, ...STATES }))("%s", (name, verdict) => {
  const rendered = pageOf({ verdict, rounds: null, details: [] });

  test("reads as it should", async () => {
    await expect(`${textOf(rendered)}\n`).toMatchFileSnapshot(`./__snapshots__/${name}.txt`);
  });

  test("is well formed: every element that is opened is closed, every row has a cell a column, every link leads somewhere", () => {
    expectWellFormed(rendered);
  });
});

describe("of a job with rounds, details and history", () => {
  test("reads as it should", async () => {
    await expect(`${textOf(page)}\n`).toMatchFileSnapshot("./__snapshots__/sample.txt");
  });

  test("is well formed", () => expectWellFormed(page));

  test("has everything that is known, in the order in which a reader asks", () => {
    expect(titlesOf(page)).toEqual([
      "What to do",
      "Why",
      "Findings",
      "All metrics",
      "Budgets",
      "Metric by metric",
      "Where it is spent",
      "Pages",
      "What it is made of",
      "Among earlier jobs",
      "About the gate",
      "Notices",
      "Not weighed",
      "Repeat it",
      "How it was measured",
    ]);
  });

  test("allows its own script and style and nothing else", () => {
    const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page)!;
    const [, style] = /<style>([\s\S]*?)<\/style>/.exec(page)!;
    const script = /<script>([\s\S]*?)<\/script>/.exec(page)![1]!;
    expect(policy!.split("; ")).toEqual([
      "default-src 'none'",
      `script-src 'sha256-${digest(script)}'`,
      `style-src-elem 'sha256-${digest(style!)}'`,
      "style-src-attr 'unsafe-inline'",
      "img-src data:",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    // The words that would end it are written otherwise, and mean the same.
    expect(script).not.toBe(CLIENT);
    expect(evaluate(script)).toBe(evaluate(CLIENT));
  });

  test("is the same when it is made again", () => {
    expect(pageOf(SAMPLE)).toBe(page);
  });
});

/** What the script says. */
function evaluate(script: string): string {
  return JSON.parse(script.replace(/^console\.log\((.*)\);$/, "$1").replaceAll("\\x3c", "<"));
}

const VOID = new Set(["!doctype", "meta", "input", "img", "br"]);
/** HTML needs no end tags here, and ten thousand rows have none. */
const OPEN_ENDED = new Set(["tr", "td"]);

function expectWellFormed(html: string): void {
  const tags = tagsOf(html);
  const open: string[] = [];
  for (const { name, isClosed } of tags) {
    const plain = name.replace("/", "");
    if (isClosed || VOID.has(plain) || OPEN_ENDED.has(plain)) continue;
    if (!name.startsWith("/")) open.push(name);
    else expect(open.pop(), `before ${name}`).toBe(plain);
  }
  expect(open).toEqual([]);
  const tables = html.match(/<table[\s\S]*?<\/table>/g) ?? [];
  for (const table of tables) {
    const columns = table.match(/<th\b/g)!.length;
    const [, body] = table.split("<tbody>");
    for (const row of body!.split("<tr>").slice(1)) expect(row.match(/<td\b/g)).toHaveLength(columns);
  }
  const ids = tags.flatMap(({ attributes }) => attributes.id ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { attributes } of tags)
    if (attributes.href?.startsWith("#")) expect(ids).toContain(attributes.href.slice(1));
}
