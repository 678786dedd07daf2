import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hrefOf } from "../../../../src/report/render/html/pages.ts";
import { commandsOf } from "../../../../src/report/render/html/repeat.ts";
import { named } from "../../named.ts";
import { SAMPLE } from "../../sample.ts";
import { CASES, verdictOf } from "../../verdicts.ts";
import { pageOf, tagsOf } from "./read.ts";

/** Elements and the names of their attributes, without the pictures, whose size depends on the length of a name. */
const shapeOf = (name: string) => {
  const sample = named(name);
  const { verdict } = sample;
  // What stored files may not hold is escaped all the same.
  const accepted = verdict.accepted.map((one) => ({ ...one, until: name }));
  const override = { ...verdict.override!, at: name };
  const page = pageOf({ ...sample, verdict: { ...verdict, gate: name, accepted, override } }).replace(
    /<svg\b[\s\S]*?<\/svg>/g,
    "",
  );
  return tagsOf(page).map((tag) => `${tag.name} ${Object.keys(tag.attributes).join(" ")}`);
};

const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.constantFrom(
        "<script>alert(1)</script>",
        '" onmouseover="x',
        "</style>",
        "<!--",
        "-->",
        "<img src=x onerror=y>",
        "&lt;",
        "]]>",
        "\u202E",
        "'",
        "`",
        "</title>",
        "javascript:x",
      ),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => `n${parts.join("")}`);

describe("names from outside", () => {
  const plain = shapeOf("name");

  test("become text: no element and no attribute comes from them", { tags: ["T9"] }, () => {
    fc.assert(
      fc.property(hostile, (name) => {
        expect(shapeOf(name)).toEqual(plain);
      }),
      { numRuns: 25 },
    );
  });

  test("cannot end a script of data", { tags: ["T9"] }, () => {
    const page = pageOf(named("</script><b>bold</b><!--"));
    expect(page).not.toMatch(/<\/script><b>/);
    expect(page.match(/<b>bold/)).toBeNull();
  });
});

describe("where links lead", () => {
  test.each([
    ["lighthouse/cart-1.html", "raw/lighthouse/cart-1.html"],
    ["a b/ü?#.html", "raw/a%20b/%C3%BC%3F%23.html"],
    ["javascript:alert(1)", "raw/javascript%3Aalert(1)"],
    ["../secret", null],
    ["a/../../b", null],
    ["/etc/passwd", null],
    ["a//b", null],
    ["", null],
    ["x".repeat(301), null],
    [null, null],
  ])("%j: %j", (file, href) => expect(hrefOf(file)).toBe(href));

  test("the page where an override was said is linked when it is one of the web", () => {
    const { override } = named("name").verdict;
    const said = (url: string) =>
      pageOf({ verdict: verdictOf({ override: { ...override!, url } }), rounds: null, details: [] });
    expect(said("https://github.com/a/b/pull/1")).toContain('href="https://github.com/a/b/pull/1"');
    for (const url of ["javascript:alert(1)", "http://example.com", 'https://example.com/"onclick=', "https://a b"])
      expect(said(url)).not.toContain("where it was said");
  });
});

describe("the commands to repeat it", () => {
  test("name the commits, and nothing else from outside", () => {
    expect(commandsOf(CASES.fail!, { ...SAMPLE.rounds, mode: "paired" }).map(({ command }) => command)).toEqual([
      "weighbridge run --base 5f3c1e0a9b7d2c4e6f8091a2b3c4d5e6f7a8b9c0 --head 0123456789abcdef0123456789abcdef01234567 --mode paired",
      "git fetch origin 5f3c1e0a9b7d2c4e6f8091a2b3c4d5e6f7a8b9c0 0123456789abcdef0123456789abcdef01234567",
      "weighbridge compare .weighbridge/rounds.json",
    ]);
    const hostileSide = { ...CASES.fail!.head, ref: "$(rm -rf ~)", commit: "$(rm -rf ~)" };
    const verdict = { ...CASES.fail!, head: hostileSide, base: { ...hostileSide, side: "base" as const } };
    expect(commandsOf(verdict, { ...SAMPLE.rounds, mode: "; reboot" })[0]!.command).toBe("weighbridge run");
    expect(commandsOf(verdict, null)).toHaveLength(1);
  });

  test("fetch commits only where they are missing", () => {
    const fetching = commandsOf(CASES.fail!, null).filter(({ command }) => command.includes("fetch"));
    expect(fetching.map(({ what }) => what)).toEqual(["Before that, where the commits are not in your clone:"]);
  });

  test("where nothing was set against base, base is not named; where it was to be, it is", () => {
    const { commit } = CASES.pass!.base;
    const textOf = (name: string) => commandsOf(CASES[name]!, null).map(({ command }) => command);
    for (const command of textOf("build-failed")) expect(command).toContain(commit);
    for (const command of textOf("first-run")) expect(command).not.toMatch(/--base/);
  });
});
