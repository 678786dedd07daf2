import { describe, expect, test } from "vitest";
import { TargetError, ToolError } from "../../../src/errors.ts";
import { answerOf, type Mark } from "../../../src/measure/k6/answer.ts";
import { Histogram } from "../../../src/measure/k6/fold/histogram.ts";
import { drivenOf } from "../../../src/measure/k6/load.ts";
import { receiveMarks } from "../../../src/measure/k6/marks.ts";
import { checkAnswered } from "../../../src/measure/k6/trace.ts";
import { foldOf } from "./folds.ts";

const MARK: Mark = {
  slot: "a",
  scenario: "default",
  iteration: 2,
  method: "GET",
  name: "http://127.0.0.1:40001/cart/17?page=2",
  url: "http://127.0.0.1:40001/cart/17?page=2",
  redirectedTo: null,
  status: 200,
  sent: { Accept: ["text/html", "text/plain"] },
  headers: { "Content-Type": "text/html" },
  bytes: 12,
  milliseconds: 3.5,
  waited: 4,
};

const answer = (mark: Partial<Mark>) => answerOf({ ...MARK, ...mark }, (scenario) => `label of ${scenario}`);

describe("an answer", () => {
  test("is about the endpoint that metrics are about", () => {
    expect(answer({})).toEqual({
      slot: "a",
      endpoint: "label of default: GET /cart/{id}",
      iteration: 2,
      method: "GET",
      url: "http://127.0.0.1:40001/cart/17?page=2",
      status: 200,
      sent: { accept: "text/html, text/plain" },
      headers: { "content-type": "text/html" },
      bytes: 12,
      milliseconds: 3.5,
    });
    expect(answer({ name: "GET cart" }).endpoint).toBe("label of default: GET cart");
  });

  test("of setup is about none", () => {
    expect(answer({ scenario: null, iteration: null })).toMatchObject({ endpoint: null });
    expect(answer({ scenario: null, iteration: null })).not.toHaveProperty("iteration");
  });

  test("is of a length that can be kept, whatever the target answers", () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`X-${i}`, "€".repeat(5_000)]));
    const { headers, url, endpoint } = answer({ headers: many, name: "n".repeat(9_000), url: "u".repeat(9_000) });
    expect(Object.keys(headers)).toHaveLength(100);
    expect(headers["x-7"]).toHaveLength(2_000);
    expect(url).toHaveLength(2_000);
    expect(endpoint).toHaveLength(1_000);
  });
});

test("a side that leaves a request alone on its way for half a minute hangs; one that refuses it does not", {
  tags: ["R20"],
}, () => {
  const served = [{ slot: "a", side: "head" }] as const;
  expect(() => checkAnswered({ ...MARK, status: 0, waited: 29_000 }, served)).not.toThrow();
  expect(() => checkAnswered({ ...MARK, status: 200, waited: 45_000 }, served)).not.toThrow();
  const hung = () => checkAnswered({ ...MARK, status: 0, waited: 60_012 }, served);
  expect(hung).toThrow(TargetError);
  expect(hung).toThrow("head: it did not answer GET http://127.0.0.1:40001/cart/17?page=2 in 60 s, alone on its way");
});

describe("what a load sent", () => {
  const durations = (slot: "a" | "b", expected: boolean, values: readonly number[]) => {
    const aggregate = new Histogram();
    for (const value of values) aggregate.add(value);
    const about = { slot, scenario: "s", method: null, name: null, check: null };
    return { ...about, metric: "http_req_duration", expected, other: true, aggregate };
  };
  const served = [{ slot: "a" }, { slot: "b" }] as const;

  test("is added up over all scripts, a side each", () => {
    const first = foldOf({
      sent: { a: { requests: 5, from: 1_000, to: 3_000 }, b: { requests: 6, from: 1_100, to: 3_500 } },
      cells: [durations("a", true, [1, 2, 3]), durations("a", false, [900, 900]), durations("b", true, [7])],
    });
    const second = foldOf({
      sent: { a: { requests: 2, from: 4_000, to: 6_000 } },
      cells: [durations("a", true, [4, 50])],
    });
    expect(drivenOf([first, second], served)).toEqual({
      requests: { a: 7, b: 6 },
      median: { a: 3, b: 7 },
      seconds: 5,
      // Without the half second in which k6 was started for the second.
      loaded: 4.5,
    });
  });

  test("has no median where nothing was answered as expected", () => {
    const fold = foldOf({ sent: { a: { requests: 1, from: 0, to: 1 } }, cells: [durations("a", false, [1])] });
    expect(drivenOf([fold], served)).toMatchObject({ requests: { a: 1, b: 0 }, median: { a: null, b: null } });
  });
});

describe("where a trace is told", () => {
  const post = (url: string, body: string) => fetch(url, { method: "POST", body });

  test("answers when the one who is told has", async () => {
    const taken: Mark[] = [];
    let release: () => void = () => {};
    const told = new Promise<void>((resolve) => {
      release = resolve;
    });
    await using marks = await receiveMarks(async (mark) => {
      taken.push(mark);
      await told;
    });
    const answered = post(marks.url, JSON.stringify(MARK)).then(({ status }) => taken.push({ ...MARK, status }));
    while (taken.length === 0) await new Promise(setImmediate);
    expect(taken).toEqual([MARK]);
    release();
    await answered;
    expect(taken[1]!.status).toBe(204);
  });

  test("takes nothing at another path", { tags: ["T25"] }, async () => {
    await using marks = await receiveMarks(() => Promise.reject(new Error("never")));
    expect(marks.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}$/);
    expect((await post(new URL("/", marks.url).href, JSON.stringify(MARK))).status).toBe(404);
    expect((await fetch(marks.url)).status).toBe(404);
  });

  test.each([
    ["no JSON", "{"],
    ["another form", JSON.stringify({ ...MARK, slot: "c" })],
  ])("refuses %s", { tags: ["T25"] }, async (_, body) => {
    const marks = await receiveMarks(async () => {});
    const request = post(marks.url, body).catch(() => {});
    await expect(marks.failed).rejects.toThrow(ToolError);
    await expect(marks.failed).rejects.toThrow(/^A trace by k6 was told of an answer in an unknown form \(.+\)\.$/);
    await marks[Symbol.asyncDispose]();
    await request;
  });

  test("after an error it answers nobody, so that nothing more is sent", async () => {
    let told = 0;
    const marks = await receiveMarks(async () => {
      told++;
      throw new RangeError("enough");
    });
    const requests = [post(marks.url, JSON.stringify(MARK))];
    await expect(marks.failed).rejects.toThrow(new RangeError("enough"));
    requests.push(post(marks.url, JSON.stringify(MARK)));
    const settled = Promise.allSettled(requests);
    expect((await fetch(new URL("/", marks.url))).status).toBe(404);
    await marks[Symbol.asyncDispose]();
    expect((await settled).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(told).toBe(1);
  });
});
