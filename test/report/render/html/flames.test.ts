import { describe, expect, test } from "vitest";
import type { Flame, FlameNode } from "../../../../src/model/details.ts";
import { SAMPLE } from "../../sample.ts";
import { STATES } from "../../states.ts";
import { pageOf, tagsOf } from "./read.ts";

const page = pageOf(SAMPLE);
const section = /<section id="flames"[\s\S]*?<\/section>/.exec(page)![0];

describe("a flame graph", () => {
  test("is a picture with a name, a box a function, each with its numbers", () => {
    const [svg, ...boxes] = tagsOf(section).filter(({ name }) => name === "svg");
    expect(svg!.attributes).toMatchObject({ role: "img", width: "100%", height: "72" });
    expect(svg!.attributes["aria-label"]).toContain("Processor time, checkout: GET /cart");
    expect(boxes).toHaveLength(7);
    expect(section).toContain("renderCart (lib/cart.js:12): 0.400 ms → 3.50 ms a request, +3.10 ms");
  });

  test("is red where head spends more, blue where less, in two tones", () => {
    const tones = [...section.matchAll(/<title>([^: ]+)[^<]*<\/title><rect [^>]*class="([^"]*)"/g)].map((m) => [
      m[1],
      m[2],
    ]);
    expect(tones).toEqual([
      ["(root)", "more much"],
      ["handle", "more much"],
      ["(garbage", "same"],
      ["renderCart", "more much"],
      ["query", "same"],
      ["log", "less much"],
      ["formatPrice", "more much"],
    ]);
  });

  test("has its largest changes in a table, and a link from the metrics of its subject", () => {
    expect(section).toMatch(/<code>formatPrice<\/code><\/td><td class="number">0 ms<\/td><td class="number">2.90 ms/);
    expect(page).toContain('<a href="#flame1">Where it is spent</a>');
  });
});

test("the target's own functions come first, with place; what is no more than chance is grey, and said to be", () => {
  const at = { file: "lib/sign.js", line: 7 };
  const details: readonly Flame[] = [
    {
      ...{ kind: "flame", collector: "explain", subject: "target", title: "All", unit: "ms" },
      nodes: [
        { name: "root", at: null, base: 10, head: 16, margin: 0.5, children: [1, 2] },
        { name: "pbkdf2Sync", at: null, base: 0, head: 6, margin: 0.2, children: [] },
        { name: "noise", at: null, base: 5, head: 6, margin: 2, children: [] },
      ],
      functions: [
        { name: "sign", at, base: 0.1, head: 6.1, margin: 0.2 },
        { name: "other", at, base: 1, head: 2, margin: 1.5 },
      ],
    },
  ];
  const own = pageOf({ verdict: STATES.improved!, rounds: null, details });
  expect(own.indexOf("<code>sign</code>")).toBeLessThan(own.indexOf("<code>pbkdf2Sync</code>"));
  expect(own).toMatch(/<code>sign<\/code>.*\+6 ms<\/td><td><code>lib\/sign\.js:7<\/code><\/td><td>yes<\/td>/u);
  expect(own).toMatch(/<code>other<\/code>.*<td>no<\/td>/u);
  expect(own).toMatch(/<title>pbkdf2Sync: [^<]*<\/title><rect [^>]*class="more much"/u);
  expect(own).toMatch(/<title>noise: [^<]*, no more than chance<\/title><rect [^>]*class="same"/u);
});

test("a big one that has no room is left out, and the page says so; its largest changes stay", () => {
  const callee = (_: unknown, i: number): FlameNode => ({
    name: `f${i}`,
    at: null,
    base: 1,
    head: 1 + (i % 2),
    children: [],
  });
  const callees = Array.from({ length: 500 }, callee);
  const root = { name: "root", at: null, base: 500, head: 750, children: callees.map((_, i) => i + 1) };
  const big: Flame = {
    kind: "flame",
    collector: "k6",
    subject: "a",
    title: "All",
    unit: "ms",
    nodes: [root, ...callees],
  };
  const of = { verdict: STATES.improved!, rounds: null, details: [big] };
  expect(pageOf(of)).toContain('aria-label="All, a: what calls what');
  const small = pageOf(of, 60_000);
  expect(small).toContain("The graph was left out to keep this file small.");
  expect(small).toContain("<code>f1</code>");
});
