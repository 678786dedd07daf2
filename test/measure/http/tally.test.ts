import { describe, expect, it } from "vitest";
import { causesOf, factsOf as factsOfRounds, type SeenBySide } from "../../../src/measure/http/facts.ts";
import { createTally } from "../../../src/measure/http/tally.ts";
import type { Answer } from "../../../src/measure/load.ts";

const answer = (given: Partial<Answer>): Answer => ({
  slot: "a",
  endpoint: "shop: GET /cart",
  iteration: 0,
  method: "GET",
  url: "http://127.0.0.1:4000/cart",
  status: 200,
  sent: {},
  headers: { etag: '"1"' },
  bytes: 100,
  milliseconds: 1,
  ...given,
});

function tallied(...answers: readonly Partial<Answer>[]) {
  const tally = createTally();
  for (const one of answers) tally.add(answer(one));
  return tally.endpoints();
}

const cart = (...answers: readonly Partial<Answer>[]) => tallied(...answers).get("shop: GET /cart");

describe("a tally of answers", () => {
  it("has the bytes of all that were answered, by endpoint, and nothing of setup", () => {
    const endpoints = tallied(
      { bytes: 100 },
      { bytes: 50, status: 500, iteration: 1 },
      { bytes: 0, status: 0 },
      { endpoint: null, bytes: 9 },
      { endpoint: "shop: POST /cart", method: "POST", bytes: 7 },
    );
    expect([...endpoints].map(([name, { answers, bytes }]) => [name, answers, bytes])).toEqual([
      ["shop: GET /cart", 2, 150],
      ["shop: POST /cart", 1, 7],
    ]);
  });

  it("counts what was led elsewhere, whether the script followed or not", () => {
    const { redirected } = cart(
      { redirectedTo: "http://127.0.0.1:4000/basket" },
      { status: 302, headers: { location: "/basket" } },
      { status: 304, headers: {} },
      {},
    )!;
    expect(redirected).toBe(2);
  });

  it("counts the same call again within an iteration, not in the next", () => {
    const twice = cart({}, {}, {}, { iteration: 1 }, { iteration: 1 });
    expect(twice).toMatchObject({ repeated: 3, most: { times: 3, call: "GET /cart" } });
    expect(cart({}, { iteration: 1 }, { iteration: 2 })).toMatchObject({ repeated: 0, most: { times: 1 } });
  });

  it("names a call without what it asks for, and tells calls apart by that all the same", { tags: ["T13"] }, () => {
    const reset = (query: string) => ({ url: `http://127.0.0.1:4000/reset${query}` });
    const { repeated, most } = cart(reset("?token=a"), reset("?token=SECRET&x=/?"), reset("?token=SECRET&x=/?"))!;
    expect([repeated, most]).toEqual([1, { times: 2, call: "GET /reset?…" }]);
    expect(cart({ url: "http://127.0.0.1:4000?token=SECRET" })?.most.call).toBe("GET ?…");
    const seen = seenOf([{}], [reset("?token=SECRET"), reset("?token=SECRET")]);
    expect(causesOf(seen)).toMatchObject([{ name: "GET /reset?…", head: 2 }]);
    expect(JSON.stringify([causesOf(seen), factsOf(seen)])).not.toContain("SECRET");
  });

  it("takes no call for the same that may be answered otherwise", () => {
    const other: readonly Partial<Answer>[] = [
      { url: "http://127.0.0.1:4000/cart?page=2" },
      { sent: { cookie: "session=2" } },
      { sent: { authorization: "Bearer 2" } },
      { method: "HEAD" },
    ];
    for (const one of other) expect(cart({}, one)?.repeated).toBe(0);
    expect(cart({}, { sent: { traceparent: "00-2" } })?.repeated).toBe(1);
    expect(cart({}, { endpoint: "shop: POST /add", method: "POST" }, {})?.repeated).toBe(0);
    expect(cart({ status: 503 }, {})?.repeated).toBe(0);
  });

  it("counts no call again of which it is not known in which iteration it was made", () => {
    const { iteration: _, ...unknown } = answer({});
    const tally = createTally();
    tally.add(unknown);
    tally.add(unknown);
    expect(tally.endpoints().get("shop: GET /cart")).toMatchObject({ answers: 2, repeated: 0, most: { times: 0 } });
  });

  it("has the bytes that nobody may keep, of GETs that succeeded", () => {
    for (const name of ["cache-control", "etag", "last-modified", "expires"])
      expect(cart({ headers: { [name]: "x" } })?.uncached).toBe(0);
    expect(cart({ headers: {} }, {})?.uncached).toBe(50);
    expect(cart({ headers: {}, status: 404 })?.uncached).toBeNull();
    expect(cart({ headers: {}, method: "POST" })?.uncached).toBeNull();
  });

  it("has a call to ask again: where the first GET that succeeded led to", () => {
    const redirectedTo = "http://127.0.0.1:4000/basket";
    expect(cart({ status: 404 }, { redirectedTo, sent: { a: "b" } }, {})?.example).toEqual({
      url: redirectedTo,
      sent: { a: "b" },
    });
    expect(cart({ method: "POST" })?.example).toBeNull();
  });
});

const factsOf = ({ base, head }: SeenBySide) => factsOfRounds({ base: [base], head: [head] });

function seenOf(base: readonly Partial<Answer>[], head: readonly Partial<Answer>[]): SeenBySide {
  const sending = { type: "application/json", bytes: 5000, savable: 4000 };
  const seen = (answers: readonly Partial<Answer>[]) =>
    new Map([...tallied(...answers)].map(([name, one]) => [name, { ...one, sending }]));
  return { base: seen(base), head: seen(head) };
}

describe("what rules are judged by", () => {
  it("is a number a side, of what head has", () => {
    const redirectedTo = "http://127.0.0.1:4000/basket";
    const facts = factsOf(
      seenOf(
        [{}],
        [
          { headers: {}, redirectedTo },
          { headers: {}, redirectedTo },
        ],
      ),
    );
    expect(facts.map(({ rule, base, head, unit, name, note }) => [rule, base, head, unit, name, note])).toEqual([
      ["large-payload", 100, 100, "bytes", null, null],
      ["uncompressed", 4000, 4000, "bytes", null, "application/json"],
      ["uncached", 0, 100, "bytes", null, "application/json"],
      ["redirect", 0, 1, "count", null, null],
      ["repeated-call", 1, 2, "count", "GET /cart", null],
    ]);
  });

  it("is null of a side that does not have the endpoint, and nothing of what head does not have", () => {
    expect(factsOf(seenOf([], [{}])).map(({ base }) => base)).toEqual([null, null]);
    expect(factsOf(seenOf([{}], []))).toEqual([]);
  });

  it("is the middle of the rounds, with the extremes by which it is told from chance", () => {
    const rounds = [100, 500, 300].map((bytes) => seenOf([{}], [{ bytes }]));
    const of = (side: "base" | "head") => rounds.map((round) => round[side]);
    const [large] = factsOfRounds({ base: of("base"), head: of("head") });
    expect(large).toMatchObject({ base: 100, head: 300, rounds: { head: { rounds: 3, least: 100, most: 500 } } });
  });

  it("is no redirect after what has changed something", () => {
    const post = { method: "POST", redirectedTo: "http://127.0.0.1:4000/done" };
    expect(factsOf(seenOf([], [post])).map(({ rule }) => rule)).not.toContain("redirect");
  });

  it("is bounded: the largest of head", () => {
    const many = Array.from({ length: 80 }, (_, index) => ({ endpoint: `e${index}`, bytes: index + 1 }));
    const large = factsOf(seenOf([], many)).filter(({ rule }) => rule === "large-payload");
    expect(large).toHaveLength(50);
    expect(large[0]).toMatchObject({ subject: "e79", head: 80 });
  });
});

describe("what is behind repeated calls", () => {
  it("is the call, where a side makes it more often", () => {
    expect(causesOf(seenOf([{}], [{}, {}, {}]))).toEqual([
      {
        metric: "http/repeated@shop: GET /cart",
        kind: "call",
        name: "GET /cart",
        base: 1,
        head: 3,
        unit: "count",
        whole: null,
        note: "in one iteration",
        at: null,
      },
    ]);
    expect(causesOf(seenOf([{}, {}], [{}, {}]))).toEqual([]);
    expect(causesOf(seenOf([{}, {}], []))).toMatchObject([{ base: 2, head: null }]);
  });
});
