import { gzipSync } from "node:zlib";
import { Function as Called, Line, Location, Profile as Pprof, Sample, StringTable, ValueType } from "pprof-format";
import { describe, expect, test } from "vitest";
import { parseCollapsed } from "../../../src/explain/formats/collapsed.ts";
import { parseJfr } from "../../../src/explain/formats/jfr.ts";
import { parsePprof } from "../../../src/explain/formats/pprof.ts";
import { parseSpeedscope } from "../../../src/explain/formats/speedscope.ts";
import { parseCpuProfile, parseHeapProfile } from "../../../src/explain/formats/v8.ts";
import { boundedStacks, totalOf } from "../../../src/explain/profile.ts";
import { sharesIn } from "../../../src/explain/profilers/python.ts";
import { bytes, json, names, sharesOf, text } from "../recorded.ts";

test("V8's CPU profile: milliseconds by function, with its place, and nothing of idle time", () => {
  const { unit, samples } = parseCpuProfile(json("node.cpuprofile"));
  expect(unit).toBe("ms");
  // It ran for 120 ms and then slept for 60.
  expect(totalOf(samples)).toBeGreaterThan(90);
  expect(totalOf(samples)).toBeLessThan(160);
  const cart = samples.find((sample) => names(sample).at(-1) === "renderCart")!;
  expect(cart.stack.at(-1)).toEqual({
    name: "renderCart",
    file: "file:///tmp/shop/lib/cart.js",
    line: 4,
    column: 26,
    internal: false,
  });
  expect(sharesOf({ unit, samples }).renderCart).toBeGreaterThan(0.7);
  expect(samples.flatMap(names)).not.toContain("(idle)");
});

test("only the end of a CPU profile is taken that was asked for", () => {
  const whole = parseCpuProfile(json("node.cpuprofile"));
  const end = parseCpuProfile(json("node.cpuprofile"), 100);
  expect(totalOf(end.samples)).toBeLessThan(60);
  expect(totalOf(end.samples)).toBeGreaterThan(20);
  expect(totalOf(whole.samples)).toBeGreaterThan(totalOf(end.samples));
});

test("a CPU profile whose nodes call each other in a circle ends", { tags: ["T25"] }, () => {
  const callFrame = { functionName: "f", url: "f.js", lineNumber: 1 };
  const nodes = [
    { id: 1, callFrame, children: [2] },
    { id: 2, callFrame, children: [1] },
  ];
  const { samples } = parseCpuProfile({ nodes, samples: [1, 2], timeDeltas: [0, 1000], startTime: 0, endTime: 2000 });
  expect(samples.map(({ value }) => value)).toEqual([1, 1]);
  expect(samples[0]!.stack.length).toBe(500);
});

test("one whose roots call each other in a circle ends too", { tags: ["T25"] }, () => {
  const frameOf = (functionName: string) => ({ functionName, url: "f.js", lineNumber: 1 });
  const nodes = [
    { id: 1, callFrame: frameOf("(root)"), children: [2, 3] },
    { id: 2, callFrame: frameOf("(root)"), children: [1] },
    { id: 3, callFrame: frameOf("f") },
  ];
  const { samples } = parseCpuProfile({ nodes, samples: [3], timeDeltas: [0], startTime: 0, endTime: 1000 });
  expect(samples.map(names)).toEqual([["f"]]);
});

describe("a profile of V8 of more than any program has is refused before it is made of", { tags: ["T25"] }, () => {
  const callFrame = { functionName: "f", url: "f.js", lineNumber: 1 };
  const cpu = (nodes: readonly object[], samples: readonly number[]) =>
    parseCpuProfile({ nodes, samples, timeDeltas: samples.map(() => 1), startTime: 0, endTime: samples.length });
  const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

  test("calls, in a list or by the lists of what they call", () => {
    const many = upTo(500_001);
    const called = [{ id: 1, callFrame, children: many }];
    expect(() => cpu(called, [1])).toThrow("more than 500000 calls");
    expect(() => cpu(Array(500_001).fill({ id: 1, callFrame }), [1])).toThrow("more than 500000 calls");
    expect(() => parseHeapProfile({ head: { callFrame, selfSize: 0, children: many } })).toThrow(
      "more than 500000 calls",
    );
  });

  test("functions in its stacks, also of all threads together", () => {
    // A tower of 500, and on its top as many leaves as stacks of it are too many.
    const leaves = upTo(10_001).map((leaf) => 500 + leaf);
    const tower = upTo(500).map((id) => ({ id, callFrame, children: id === 500 ? leaves : [id + 1] }));
    const nodes = [...tower, ...leaves.map((id) => ({ id, callFrame }))];
    expect(() => cpu(nodes, leaves)).toThrow("more than 5000000 functions");
    const allocated = { callFrame, selfSize: 1, children: [] };
    let head: object = { callFrame, selfSize: 0, children: Array(10_001).fill(allocated) };
    for (let depth = 1; depth < 500; depth++) head = { callFrame, selfSize: 0, children: [head] };
    expect(() => parseHeapProfile({ head })).toThrow("more than 5000000 functions");
    const [half, bounded] = [leaves.slice(0, 6_000), boundedStacks()];
    const thread = { nodes, samples: half, timeDeltas: half.map(() => 1), startTime: 0, endTime: half.length };
    expect(parseCpuProfile(thread, Number.POSITIVE_INFINITY, bounded).samples).toHaveLength(6_000);
    expect(() => parseCpuProfile(thread, Number.POSITIVE_INFINITY, bounded)).toThrow("more than 5000000 functions");
  });
});

test("a sample that comes late is not charged with the whole gap: all functions share it", () => {
  const frameOf = (functionName: string) => ({ functionName, url: "f.js", lineNumber: 1 });
  const nodes = ["(root)", "unlucky", "other"].map((name, id) => ({ id, callFrame: frameOf(name), children: [] }));
  // One and the other in turn, a millisecond each, but for 50 once.
  const samples = Array.from({ length: 100 }, (_, index) => 1 + (index % 2));
  const timeDeltas = samples.map((_, index) => (index === 1 ? 50_000 : 1_000));
  const profile = parseCpuProfile({ nodes, samples, timeDeltas, startTime: 0, endTime: 150_000 });
  expect(totalOf(profile.samples)).toBeCloseTo(149);
  expect(sharesOf(profile).unlucky).toBeLessThan(0.53);
});

test("V8's heap profile: allocated bytes by function", () => {
  const profile = parseHeapProfile(json("node.heapprofile"));
  expect(profile.unit).toBe("bytes");
  expect(totalOf(profile.samples)).toBeGreaterThan(100_000);
  expect(Object.keys(sharesOf(profile))).toContain("money");
});

test("Go's pprof: time and allocated bytes, functions with file and line", async () => {
  const time = await parsePprof(bytes("go-time.pprof"), "time");
  expect(time.unit).toBe("ms");
  const cart = time.samples.find((sample) => names(sample).includes("main.renderCart"))!;
  const frame = cart.stack.find(({ name }) => name === "main.renderCart")!;
  expect(frame).toEqual({ name: "main.renderCart", file: "/tmp/shop/main.go", line: 11, internal: false });
  // The outermost caller first.
  expect(names(cart).indexOf("net/http.(*conn).serve")).toBeLessThan(names(cart).indexOf("main.renderCart"));
  const memory = await parsePprof(bytes("go-memory.pprof"), "memory");
  expect(memory.unit).toBe("bytes");
  expect(totalOf(memory.samples)).toBeGreaterThan(100_000);
  await expect(parsePprof(bytes("go-time.pprof"), "memory")).rejects.toThrow("it holds samples, cpu");
});

test("Go's collector of garbage is one function, whether it works by itself or for who allocates", async () => {
  const stringTable = new StringTable();
  const called = ["runtime.scanobject", "runtime.gcDrain", "runtime.gcBgMarkWorker", "runtime.gcAssistAlloc", "main.f"];
  const ids = called.map((_, index) => index + 1);
  const stacks = [
    [1, 2, 3],
    [1, 2, 4, 5],
  ];
  const recorded = new Pprof({
    stringTable,
    function: called.map((name, index) => new Called({ id: index + 1, name: stringTable.dedup(name) })),
    location: ids.map((id) => new Location({ id, line: [new Line({ functionId: id, line: 1 })] })),
    sampleType: [new ValueType({ type: stringTable.dedup("cpu"), unit: stringTable.dedup("nanoseconds") })],
    sample: stacks.map((locationId) => new Sample({ locationId, value: [1] })),
  });
  const { samples } = await parsePprof(recorded.encode(), "time");
  expect(samples.map(names)).toEqual([["garbage collector"], ["main.f", "garbage collector"]]);
});

/** As many samples of one place, into which as many functions were put. */
function inlined(lines: number, samples: number): Uint8Array {
  const stringTable = new StringTable();
  const called = new Called({ id: 1, name: stringTable.dedup("f") });
  const line = new Line({ functionId: 1, line: 1 });
  return new Pprof({
    stringTable,
    function: [called],
    location: [new Location({ id: 1, line: Array(lines).fill(line) })],
    sampleType: [new ValueType({ type: stringTable.dedup("cpu"), unit: stringTable.dedup("nanoseconds") })],
    sample: Array(samples).fill(new Sample({ locationId: [1, 1], value: [1] })),
  }).encode();
}

test("a pprof whose functions lie in one another by the thousand is cut, and refused where it is all of that", {
  tags: ["T25"],
}, async () => {
  const { samples } = await parsePprof(inlined(600, 2), "time");
  expect(samples.map(({ stack }) => stack.length)).toEqual([500, 500]);
  await expect(parsePprof(inlined(600, 10_001), "time")).rejects.toThrow("more than 5000000 functions");
});

test("a pprof that unpacks to more than any profile has is refused", { tags: ["T25"] }, async () => {
  const stringTable = new StringTable();
  const cpu = stringTable.dedup("cpu");
  stringTable.dedup("x".repeat(64 * 1024 * 1024));
  const large = new Pprof({ stringTable, sampleType: [new ValueType({ type: cpu })] }).encode();
  await expect(parsePprof(gzipSync(large, { level: 1 }), "time")).rejects.toThrow("it is no pprof");
});

test("py-spy's speedscope: seconds become milliseconds; of py-spy they are shares, and the process is no function", () => {
  expect(parseSpeedscope(json("py-spy.json")).unit).toBe("ms");
  const profile = sharesIn(parseSpeedscope(json("py-spy.json")));
  expect(profile.unit).toBe("samples");
  expect(totalOf(profile.samples)).toBeCloseTo(990, 6);
  expect(names(profile.samples[0]!)).toEqual(["<module>", "main", "render_cart"]);
  expect(profile.samples[0]!.stack.at(-1)!.file).toBe("/tmp/shop/lib/cart.py");
});

test("speedscope's events: each stack for as long as it was open", () => {
  const events = [
    { type: "O", frame: 0, at: 0 },
    { type: "O", frame: 1, at: 2 },
    { type: "C", frame: 1, at: 5 },
    { type: "C", frame: 0, at: 6 },
  ];
  const shared = { frames: [{ name: "outer" }, { name: "inner", file: "a.rb", line: 3 }] };
  const { unit, samples } = parseSpeedscope({ shared, profiles: [{ type: "evented", unit: "milliseconds", events }] });
  expect(unit).toBe("ms");
  expect(samples.map((sample) => [names(sample).join(";"), sample.value])).toEqual([
    ["outer", 2],
    ["outer;inner", 3],
    ["outer", 1],
  ]);
});

test("a file of more functions than a profile holds is refused, before all of them are read", { tags: ["T25"] }, () => {
  const deep = Array(500).fill("f").join(";");
  expect(() => parseCollapsed(`${deep} 1\n`.repeat(10_001))).toThrow("more than 5000000 functions");
  const opened = Array.from({ length: 500 }, () => ({ type: "O", frame: 0, at: 0 }));
  // Between each two of them all that is open is a stack.
  const later = Array.from({ length: 10_002 }, (_, at) => ({ type: "O", frame: 0, at: at + 1 }));
  const profiles = [{ type: "evented", unit: "none", events: [...opened, ...later] }];
  const shared = { frames: [{ name: "f" }] };
  expect(() => parseSpeedscope({ shared, profiles })).toThrow("more than 5000000 functions");
  const empty = { type: "sampled", unit: "none", samples: Array(5_000_001).fill([]), weights: [] };
  expect(() => parseSpeedscope({ shared, profiles: [empty] })).toThrow("more than 5000000 functions");
  expect(() => parseSpeedscope({ shared, profiles: [{ ...empty, samples: [["f"]] }] })).toThrow("no stacks");
});

test("collapsed stacks, with places where py-spy writes them; what is none is named", () => {
  const { unit, samples } = parseCollapsed(text("py-spy.txt"));
  expect(unit).toBe("samples");
  expect(samples[0]!.value).toBe(99);
  expect(samples[0]!.stack.at(-1)).toEqual({ name: "render_cart", file: "cart.py", line: 4, internal: false });
  expect(parseCollapsed("main;operator (int);do work 3\n").samples[0]!.stack.at(-1)!.name).toBe("do work");
  expect(() => parseCollapsed("<html>\n")).toThrow('"<html>" is no stack');
});

test("JFR's print: samples and allocated bytes by class and method, without the recorder's own", () => {
  const { time, memory } = parseJfr(json("jfr.json"));
  // The one allocation in it is the recorder's.
  expect(memory.samples).toEqual([]);
  expect(time.samples.map((sample) => names(sample).join(" "))).toEqual(
    Array(3).fill("shop.Cart.main shop.Cart.render"),
  );
  expect(time.samples[0]!.stack[0]).toMatchObject({ internal: false, file: null });
  const { recording } = json("jfr.json") as { recording: { events: { values: object }[] } };
  const allocation = { type: "jdk.ObjectAllocationSample", values: { ...recording.events[0]!.values, weight: 4096 } };
  expect(totalOf(parseJfr({ recording: { events: [allocation] } }).memory.samples)).toBe(4096);
});
