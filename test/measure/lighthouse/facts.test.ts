import { describe, expect, it } from "vitest";
import { factsOf, noticedIn } from "../../../src/measure/lighthouse/facts.ts";
import { parseLhr } from "../../../src/measure/lighthouse/lhr.ts";
import type { Side } from "../../../src/model/series.ts";
import { recorded, withValue } from "./recorded.ts";

type Items = readonly Readonly<Record<string, unknown>>[];

/** A recorded run of head with other rows in an audit. */
function run(side: Side, audits: Readonly<Record<string, Items>> = {}) {
  const text = Object.entries(audits).reduce(
    (before, [id, items]) => withValue(before, ["audits", id, "details"], { items }),
    recorded(side === "base" ? "changed-base" : "changed-head"),
  );
  return { page: "/shop", side, noticed: noticedIn(parseLhr(text, "/shop")) };
}

const rowsOf = (runs: Parameters<typeof factsOf>[0], rule: string) =>
  factsOf(runs).flatMap((fact) => (fact.rule === rule ? [[fact.name, fact.base, fact.head, fact.unit]] : []));

describe("what rules are judged by of a page", () => {
  it("is read from a recorded run: the unused share of a script whose hash has changed, times, the longest task", () => {
    const runs = [run("base"), run("head")];
    expect(rowsOf(runs, "unused-javascript")).toEqual([
      ["/assets/app.js", expect.closeTo(0.9673, 4), expect.closeTo(78000 / 80630, 9), "fraction"],
    ]);
    expect(rowsOf(runs, "long-task")).toEqual([[null, null, 65, "ms"]]);
    expect(rowsOf(runs, "render-blocking")).toEqual([["/shop.css", 162, 154, "ms"]]);
    expect(
      rowsOf(
        runs.toReversed().map((one) => ({ ...one, side: one.side === "base" ? "head" : "base" })),
        "render-blocking",
      ),
    ).toEqual([
      ["/assets/app.js", null, 762, "ms"],
      ["/old.js", null, 312, "ms"],
      ["/shop.css", 154, 162, "ms"],
    ]);
    expect(rowsOf(runs, "slow-resource")).toContainEqual(["/shop", expect.any(Number), expect.closeTo(5.391, 2), "ms"]);
    expect(new Set(factsOf(runs).map(({ subject, collector }) => `${collector} ${subject}`))).toEqual(
      new Set(["lighthouse /shop"]),
    );
  });

  it("is the lowest of a side's runs, and of what each of them has", () => {
    const css = (wasted: number, ...more: Items) => ({
      "unused-css-rules": [{ url: "https://cdn.example/a.css", totalBytes: 100, wastedBytes: wasted }, ...more],
    });
    const once = { url: "https://cdn.example/b.css", totalBytes: 100, wastedBytes: 100 };
    const runs = [run("head", css(80)), run("head", css(60, once)), run("base", css(20))];
    expect(rowsOf(runs, "unused-css")).toEqual([["https://cdn.example/a.css", 0.2, 0.6, "fraction"]]);
  });

  it("is null of a side that does not load it, and nothing of what head does not load", () => {
    const css = { "unused-css-rules": [{ url: "https://cdn.example/a.css", totalBytes: 10, wastedBytes: 9 }] };
    const none = { "unused-css-rules": [] };
    const name = "https://cdn.example/a.css";
    expect(rowsOf([run("base", none), run("head", css)], "unused-css")).toEqual([[name, null, 0.9, "fraction"]]);
    expect(rowsOf([run("base", css), run("head", none)], "unused-css")).toEqual([]);
  });

  it("is told from chance by two runs only where all runs of a side agree, or head's have what base's do not", () => {
    const css = (wasted: number) => ({
      "unused-css-rules": [{ url: "https://cdn.example/a.css", totalBytes: 100, wastedBytes: wasted }],
    });
    const none = { "unused-css-rules": [] };
    const roundsOf = (base: readonly Parameters<typeof run>[1][], head: readonly Parameters<typeof run>[1][]) =>
      factsOf([...base.map((one) => run("base", one)), ...head.map((one) => run("head", one))]).find(
        ({ rule }) => rule === "unused-css",
      )?.rounds;
    expect(roundsOf([css(20), css(20)], [css(60), css(60)])).toBe("same");
    expect(roundsOf([none, none], [css(60), css(80)])).toBe("same");
    expect(roundsOf([css(20), css(30)], [css(60), css(60)])).toMatchObject({
      base: { rounds: 2, least: 0.2, most: 0.3 },
    });
    expect(roundsOf([css(20), css(20)], [css(60), css(70)])).not.toBe("same");
    expect(roundsOf([none, css(20)], [css(60), css(60)])).not.toBe("same");
    expect(roundsOf([none], [css(60)])).not.toBe("same");
  });

  it("is nothing of rows that cannot be read", () => {
    const items = [{ url: 5 }, { url: "/x", totalBytes: 0, wastedBytes: 1 }, null as never, { duration: -1, url: "" }];
    const runs = [
      run("head", {
        "unused-css-rules": items,
        "long-tasks": items,
        "network-requests": items,
        "render-blocking-resources": items,
      }),
    ];
    for (const rule of ["unused-css", "long-task", "slow-resource", "render-blocking"])
      expect(rowsOf(runs, rule)).toEqual([]);
  });

  it("is bounded: the largest, whichever side they are of", () => {
    const tasks = (side: Side, duration: (i: number) => number) => {
      const url = `http://127.0.0.1:${side === "base" ? 4101 : 4102}/`;
      const items = Array.from({ length: 40 }, (_, i) => ({ url: url + "x".repeat(i + 1), duration: duration(i) }));
      return run(side, { "long-tasks": items });
    };
    const head = tasks("head", (i) => i);
    const rows = rowsOf([head], "long-task");
    expect(rows).toHaveLength(10);
    expect(rows[0]).toEqual([`/${"x".repeat(40)}`, null, 39, "ms"]);
    const [first] = rowsOf([tasks("base", (i) => (i === 0 ? 100 : 1)), head], "long-task");
    expect(first).toEqual(["/x", 100, 0, "ms"]);
  });
});
