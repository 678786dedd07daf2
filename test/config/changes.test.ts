import { describe, expect, it } from "vitest";
import { configChanges } from "../../src/config/changes.ts";

const base = `
target: { start: node server.js }
k6: { scripts: [perf/shop.js], round: { measure: 5s } }
gate: { maxMinutes: 12, falseAlarms: 1% }
metrics:
  "k6/latency-p95@*": { role: gate, max: 200ms }
  "k6/latency-tm95@*": { role: gate }
`;

describe("a clause a key", () => {
  it.each([
    ["a value", "maxMinutes: 12", "maxMinutes: 30", ["gate.maxMinutes: 12 → 30"]],
    ["a limit", "max: 200ms", "max: 400ms", ["metrics.k6/latency-p95@*.max: 200ms → 400ms"]],
    ["a key that is new", "falseAlarms: 1%", "falseAlarms: 1%, enforce: false", ["gate.enforce: not set → false"]],
    ["a key that is gone", ", falseAlarms: 1%", "", ["gate.falseAlarms: 1% → not set"]],
    [
      "a section that is gone",
      "gate: { maxMinutes: 12, falseAlarms: 1% }",
      "",
      ["gate.maxMinutes: 12 → not set", "gate.falseAlarms: 1% → not set"],
    ],
    [
      "a list",
      "[perf/shop.js]",
      "[perf/cart.js, perf/pay.js]",
      ["k6.scripts: removed perf/shop.js", "k6.scripts: added perf/cart.js", "k6.scripts: added perf/pay.js"],
    ],
    ["a list for one", "[perf/shop.js]", "perf/shop.js", ["k6.scripts: [perf/shop.js] → perf/shop.js"]],
    ["an empty list", "maxMinutes: 12", "maxMinutes: 12, ignore: []", ["gate.ignore: not set → none"]],
    ["another kind", "{ start: node server.js }", "x", ["target: { start: node server.js } → x"]],
    ["a comment", "gate:", "# Slow.\ngate:", []],
  ])("of %s", (_, from, to, clauses) => expect(configChanges(base, base.replace(from, to))).toEqual(clauses));

  it("of what is accepted, an entry each", () => {
    const accept = `${base}accept:\n  - { metric: "k6/latency-tm95@*", upTo: 8%, until: 2026-01-31, reason: Taxes. }\n`;
    expect(configChanges(base, accept)).toEqual([
      "accept: added { metric: k6/latency-tm95@*, upTo: 8%, until: 2026-01-31, reason: Taxes. }",
    ]);
    expect(configChanges(accept, accept.replace("8%", "80%"))).toEqual([
      "accept: removed { metric: k6/latency-tm95@*, upTo: 8%, until: 2026-01-31, reason: Taxes. }",
      "accept: added { metric: k6/latency-tm95@*, upTo: 80%, until: 2026-01-31, reason: Taxes. }",
    ]);
  });

  it("of metrics whose order has changed, since the last one wins; elsewhere order means nothing", () => {
    const [first, second] = base.split("\n").slice(5, 7) as [string, string];
    expect(configChanges(base, base.replace(`${first}\n${second}`, `${second}\n${first}`))).toEqual([
      "metrics: in another order",
    ]);
    const swapped = base.replace("maxMinutes: 12, falseAlarms: 1%", "falseAlarms: 1%, maxMinutes: 12");
    expect(configChanges(base, swapped)).toEqual([]);
  });
});

describe("what a pull request may write", () => {
  it("stays on one line, in what can be seen, and short", () => {
    const odd = base.replace("maxMinutes: 12", `maxMinutes: "a\\nb\\u202Ec\\e[31m${"x".repeat(500)}"`);
    const [clause] = configChanges(base, odd);
    expect(clause).toMatch(/^gate\.maxMinutes: 12 → a b c \[31mx+…$/);
    expect(clause!.length).toBeLessThan(160);
    const key = configChanges(base, `${base}  "${"k".repeat(900)}": { role: gate }\n`);
    expect(key.map(({ length }) => length)).toEqual([400]);
  });

  it("is at most twenty clauses", () => {
    const many = Array.from({ length: 50 }, (_, i) => `  "k6/m${i}@*": { role: gate }\n`).join("");
    const clauses = configChanges(base, base + many);
    expect(clauses).toHaveLength(21);
    expect(clauses.at(-1)).toBe("and 30 more");
  });

  it.each([
    ["no YAML", "target: {"],
    ["a list that holds itself", "target: &a [*a]"],
    [
      "an alias bomb",
      `a: &a [x, x]\n${"bcdefgh"
        .split("")
        .map((name, i) => `${name}: &${name} [${`*${"abcdefg"[i]}, `.repeat(9)}]`)
        .join("\n")}`,
    ],
  ])("that cannot be read is said to be so: %s", (_, text) => {
    expect(configChanges(text, base)).toEqual(["what it said cannot be read"]);
    expect(configChanges(text, text)).toEqual([]);
  });
});
