import { describe, expect, it } from "vitest";
import { ToolError } from "../../../src/errors.ts";
import { parseTold, visitOf, vitalsIn } from "../../../src/measure/browser/read.ts";

const NAVIGATION = {
  domainLookupStart: 1,
  domainLookupEnd: 3,
  connectStart: 3,
  connectEnd: 7,
  domContentLoadedEventEnd: 40,
  loadEventEnd: 60,
  domComplete: 55,
  transferSize: 500,
};

const told = {
  href: "http://127.0.0.1:4000/shop",
  navigation: NAVIGATION,
  resources: [
    { name: "http://127.0.0.1:4000/app.a1b2c3d4.js?v=1", initiatorType: "script", duration: 12, transferSize: 1000 },
    { name: "http://127.0.0.1:4000/app.a1b2c3d4.js?v=2", initiatorType: "script", duration: 20, transferSize: 1000 },
    { name: "https://cdn.example/x.woff2", initiatorType: "css", duration: 5, transferSize: 70 },
    { name: "data:image/png;base64,AA", initiatorType: "beacon", duration: 1, transferSize: 0 },
  ],
  measures: [
    { name: "render/cart", duration: 3 },
    { name: "render/cart", duration: 4 },
    { name: "⚛ a@b", duration: 1 },
  ],
  tasks: [60, 90],
  events: [],
};

describe("what a page tells", () => {
  it("is read into one value a metric", () => {
    const { values, resources, longestTask } = visitOf(
      parseTold(JSON.stringify(told), "/shop"),
      new Map([["lcp", 300]]),
    );
    expect(Object.fromEntries(values)).toEqual({
      lcp: 300,
      dns: 2,
      connect: 4,
      "dom-loaded": 40,
      load: 60,
      complete: 55,
      requests: 5,
      "long-tasks": 2,
      "long-task-time": 150,
      bytes: 2570,
      "document-bytes": 500,
      "script-bytes": 2000,
      "font-bytes": 70,
      "other-bytes": 0,
      "measure-render-cart": 7,
      "measure-⚛ a-b": 1,
    });
    expect(resources.get("/app.js")).toBe(20);
    expect(resources.get("https://cdn.example/x.woff2")).toBe(5);
    expect(longestTask).toBe(90);
  });

  it("has no counts where there may be more resources than are told", () => {
    const of = (count: number) => {
      const one = { name: "http://127.0.0.1:4000/a.png", initiatorType: "img", duration: 9, transferSize: 5 };
      const resources = Array.from({ length: count }, () => one);
      return visitOf(parseTold(JSON.stringify({ ...told, resources }), "/shop"), new Map());
    };
    const [all, cut] = [of(999), of(1000)];
    expect([all.isCut, all.values.get("requests"), all.values.get("bytes")]).toEqual([false, 1000, 500 + 999 * 5]);
    expect(cut.isCut).toBe(true);
    expect([...cut.values.keys()].filter((name) => name === "requests" || name.endsWith("bytes"))).toEqual([]);
    expect([cut.values.get("load"), cut.resources.get("/a.png")]).toEqual([60, 9]);
  });

  it("has the longest interaction, one in fifty left out", () => {
    const inp = (durations: readonly number[]) => {
      const events = durations.flatMap((duration, index) => [
        { interactionId: index + 1, duration },
        { interactionId: index + 1, duration: 16 },
      ]);
      return visitOf({ ...told, events }, new Map()).values.get("inp");
    };
    expect(inp([])).toBeUndefined();
    expect(inp([40, 200, 80])).toBe(200);
    expect(inp([...Array.from({ length: 49 }, () => 40), 900])).toBe(40);
  });

  it.each([
    ["no JSON", "{", "browser: what /shop tells of its performance cannot be read, at the whole: "],
    ["a time that is none", { ...told, tasks: ["soon"] }, "at tasks.0: "],
    ["a time below zero", { ...told, measures: [{ name: "a", duration: -1 }] }, "at measures.0.duration: "],
    ["more than the script asks for", { ...told, tasks: Array(500_000).fill(1) }, "at tasks: "],
    ["a page without a navigation", { ...told, navigation: undefined }, "at navigation: "],
  ])("is an error that says where when it is %s", { tags: ["T24", "T25"] }, (_, given, message) => {
    const text = typeof given === "string" ? given : JSON.stringify(given);
    expect(() => parseTold(text, "/shop")).toThrow(ToolError);
    expect(() => parseTold(text, "/shop")).toThrow(message);
  });
});

it("a kind of resource that is a name of every object's is an other one", { tags: ["T19"] }, () => {
  const resources = ["constructor", "__proto__", "toString"].map((initiatorType) => ({
    ...{ name: "http://127.0.0.1:4000/a", initiatorType, duration: 1, transferSize: 10 },
  }));
  const { values } = visitOf(parseTold(JSON.stringify({ ...told, resources }), "/shop"), new Map());
  expect(values.get("other-bytes")).toBe(30);
});

describe("k6's points", () => {
  const point = (metric: string, value: unknown) =>
    JSON.stringify({ metric, type: "Point", data: { time: "2026-01-01T00:00:00Z", value, tags: { rating: "good" } } });

  it("give the vitals, of which the last holds", () => {
    const lines = [
      JSON.stringify({ type: "Metric", data: { name: "browser_web_vital_lcp" }, metric: "browser_web_vital_lcp" }),
      point("browser_web_vital_lcp", 100),
      point("browser_web_vital_cls", 0.02),
      point("browser_web_vital_lcp", 140),
      point("browser_web_vital_other", 1),
      point("browser_http_req_duration", 9),
      point("browser_web_vital_fcp", "soon"),
      '{"metric":"browser_web_vital_fcp","type":"Point"',
    ];
    expect(Object.fromEntries(vitalsIn(lines))).toEqual({ lcp: 140, cls: 0.02 });
  });
});
