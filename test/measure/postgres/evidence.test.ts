import { describe, expect, test } from "vitest";
import { findingsOf } from "../../../src/findings/judge.ts";
import type { Catalog, Index, Table } from "../../../src/measure/postgres/catalog.ts";
import { causesOf } from "../../../src/measure/postgres/causes.ts";
import { type Counters, NONE } from "../../../src/measure/postgres/counters.ts";
import { type Evidence, MOST_STATEMENTS, type Seen, withRound } from "../../../src/measure/postgres/evidence.ts";
import { factsOf, newRanges } from "../../../src/measure/postgres/facts.ts";
import { readingsOf } from "../../../src/measure/postgres/metrics.ts";
import type { Step } from "../../../src/measure/postgres/plan.ts";
import { metrics } from "../../../src/measure/postgres/schema.ts";
import { matchesId, parseMetricId } from "../../../src/model/metric.ts";

const NO_ROUNDS = { base: newRanges(), head: newRanges() };
const counters = (calls: number, more: Partial<Counters> = {}): Counters => ({ ...NONE, calls, ...more });
const index = (name: string, more: Partial<Index> = {}): Index => ({
  ...{ name, table: "orders", definition: `btree (${name})`, bytes: 8192, scans: 0, isUnique: false },
  ...{ keys: null, carried: [] },
  ...more,
});
const table = (name: string, more: Partial<Table> = {}): Table => ({
  ...{ name, relation: name, schema: "public", rows: 9000, deadRows: 1000, modified: 0, bytes: 100, indexBytes: 10 },
  ...{ vacuumed: null, analyzed: 1.5, columns: [] },
  ...more,
});
const catalog = (indexes: readonly Index[] = [], tables: readonly Table[] = []): Catalog => ({ indexes, tables });

type Asking = Readonly<Record<string, Counters>>;
interface Given extends Partial<Omit<Seen, "traced" | "loaded">> {
  readonly endpoint?: Asking;
  readonly requests?: number;
  readonly load?: Asking | null;
}

function seen({ endpoint = {}, requests = 20, load = {}, ...more }: Given): Seen {
  return {
    traced: new Map([["shop: GET /", { requests, statements: new Map(Object.entries(endpoint)) }]]),
    lost: [],
    loaded: load === null ? null : { requests: 100, statements: new Map(Object.entries(load)) },
    sampled: { connections: 3, maxConnections: 30, waits: [] },
    scannedRows: 500,
    before: catalog(),
    after: catalog(),
    callers: new Map(),
    plans: new Map(),
    ...more,
  };
}
const evidence = (...rounds: readonly Given[]): Evidence =>
  rounds.reduce<Evidence | null>((known, round) => withRound(known, seen(round)), null)!;

const step = (more: Partial<Step>): Step => ({
  ...{ type: "Seq Scan", schema: "public", relation: "orders", alias: "orders", index: null, filter: null },
  ...{ rows: 1, cost: 100, joined: null },
  ...more,
});

describe("causes", () => {
  const of = (base: Given, head: Given, metric: string) =>
    causesOf({ base: evidence(base), head: evidence(head) }).filter((cause) => cause.metric.includes(metric));

  test("each statement in numbers a request, over all rounds, the largest move first", () => {
    const base = evidence(
      { endpoint: { one: counters(20), lines: counters(20) } },
      { endpoint: { one: counters(20), lines: counters(20) } },
    );
    const head = evidence({
      endpoint: { one: counters(30), lines: counters(180), two: counters(20) },
      callers: new Map([["two", "called from x"]]),
    });
    const queries = causesOf({ base, head }).filter(({ metric }) => metric === "postgres/queries@shop: GET /");
    expect(queries.map(({ name, base, head, whole, note }) => [name, base, head, whole, note])).toEqual([
      ["lines", 1, 9, 9.5, null],
      ["two", null, 1, 9.5, "called from x"],
      ["one", 1, 1.5, 9.5, null],
    ]);
    expect(causesOf({ base: null, head })).toEqual([]);
    expect(causesOf({ base: head, head })).toEqual([]);
  });

  test("an index that one side lacks, by the plan that used it", () => {
    const gone = catalog([index("customer"), index("day")]);
    const plans = (more: Partial<Step>) => new Map([["s", [step(more)]]]);
    const base = {
      endpoint: { s: counters(20, { hit: 100 }) },
      after: gone,
      plans: plans({ type: "Index Scan", index: "customer" }),
    };
    const head = { endpoint: { s: counters(20, { hit: 9000, read: 1000 }) }, plans: plans({}) };
    expect(of(base, head, "blocks").map(({ kind, name, base, head, note }) => [kind, name, base, head, note])).toEqual([
      ["index", "customer", 8192, null, "on orders, btree (customer)"],
      ["statement", "s", 5, 500, null],
      ["plan", "s", null, null, "Index Scan using customer → Seq Scan on orders"],
    ]);
    expect(of(head, base, "blocks")[0]).toMatchObject({ kind: "index", base: null, head: 8192 });
  });

  test("without plans, by the table that the statement names", () => {
    const base = { endpoint: { 'SELECT FROM "orders"': counters(20, { hit: 20 }) }, after: catalog([index("day")]) };
    const other = { endpoint: { "SELECT FROM reorders": counters(20, { hit: 20 }) }, after: catalog([index("day")]) };
    const more = (given: Given) => ({
      endpoint: Object.fromEntries(Object.keys(given.endpoint!).map((key) => [key, counters(20, { hit: 2000 })])),
    });
    expect(of(base, more(base), "blocks").map(({ kind }) => kind)).toEqual(["index", "statement"]);
    expect(of(other, more(other), "blocks").map(({ kind }) => kind)).toEqual(["statement"]);
  });
});

describe("facts", () => {
  const of = (rule: string, ...rounds: readonly Given[]) =>
    factsOf({ base: null, head: evidence(...rounds) }, 10, NO_ROUNDS).filter((fact) => fact.rule === rule);

  test("a statement is repeated where more requests than asked for were seen, over all rounds", () => {
    const asked = { endpoint: { lines: counters(60), one: counters(10) }, requests: 10 };
    expect(of("n-plus-one", asked)).toEqual([]);
    expect(of("n-plus-one", asked, asked)).toMatchObject([{ name: "lines", head: 6, subject: "shop: GET /" }]);
  });

  test("a missing index is told with what it would spare, in words for who does not know the planner", () => {
    const plans = new Map([["s", [step({ filter: "(orders.customer = $1)", rows: 20, cost: 1072.4 })]]]);
    const after = catalog([], [table("orders", { columns: ["customer"] })]);
    expect(of("missing-index", { after, plans }).map(({ note }) => note)).toEqual([
      "CREATE INDEX ON orders (customer) would make that about 12 times cheaper by the planner's estimate: 88 instead of 1072, where reading one page in order costs 1",
    ]);
  });

  test("a statement is of the endpoint that sends it in most of its requests, else of the target", () => {
    const senderOf = (calls: number) =>
      of("slow-statement", { endpoint: { s: counters(calls) }, load: { s: counters(4, { ms: 800 }) } })[0]?.subject;
    expect(senderOf(11)).toBe("shop: GET /");
    expect(senderOf(10)).toBe("target");
  });

  test("each round tells by itself what is told from chance, also where it is of few requests", () => {
    const rounds = [30, 20, 30].map((calls) => ({ endpoint: { lines: counters(calls) }, requests: 10, load: null }));
    const base = newRanges();
    for (const round of rounds) base.add(evidence(round));
    const head = newRanges();
    const facts = factsOf({ base: evidence(...rounds), head: null }, 10, { base, head });
    expect(facts.filter(({ rule }) => rule === "n-plus-one")).toMatchObject([
      { rounds: { base: { rounds: 3, least: 2, most: 3 }, head: null } },
    ]);
  });

  test("an index is unused that no plan takes and no round has scanned", () => {
    const before = catalog([index("used"), index("idle", { scans: 7 }), index("anew", { scans: 7 })]);
    const after = catalog([
      ...[index("used", { scans: 1 }), index("idle", { scans: 7 }), index("anew", { scans: 2 }), index("planned")],
      index("unique", { isUnique: true }),
    ]);
    const plans = new Map([["s", [step({ index: "planned" })]]]);
    expect(of("unused-index", { before, after, plans }).map(({ name }) => name)).toEqual(["idle"]);
  });

  test("cache, pool, dead rows, waits and slow statements", () => {
    const given: Given = {
      endpoint: { slow: counters(11) },
      load: { slow: counters(4, { ms: 800, hit: 900, read: 300 }) },
      after: catalog([], [table("orders"), table("small", { rows: 5, deadRows: 5 })]),
      sampled: { connections: 24, maxConnections: 30, waits: [{ statement: "u", table: "orders", ms: 400 }] },
    };
    const facts = factsOf({ base: null, head: evidence(given) }, 10, NO_ROUNDS);
    expect(facts.map(({ rule, subject, name, head, note }) => [rule, subject, name, head, note])).toEqual([
      ["slow-statement", "shop: GET /", "slow", 200, null],
      ["low-cache-hit", "target", null, 0.75, "of the database's shared buffers"],
      ["lock-wait", "orders", "u", 400, null],
      ["busy-pool", "target", null, 0.8, "24 of 30"],
      ["stale-statistics", "orders", null, 0.1, "last vacuumed never, last analysed 1 day ago"],
    ]);
    expect(of("low-cache-hit", { load: { s: counters(1, { hit: 1, read: 2 }) } })).toEqual([]);
  });

  test("a table that was filled and never analysed is stale as a whole; a copy, a small one and an analysed one are not", () => {
    const filled = { rows: 1000, deadRows: 0, modified: 1000, analyzed: null };
    const tables = [
      table("filled", filled),
      table("grown", { ...filled, rows: 2000 }),
      table("copied", { ...filled, rows: 2001 }),
      table("analysed", { ...filled, analyzed: 0 }),
      table("small", { ...filled, rows: 999, deadRows: 1 }),
    ];
    const facts = of("stale-statistics", { after: catalog([], tables) });
    expect(facts.map(({ subject, head }) => [subject, head])).toEqual([
      ["filled", 1],
      ["grown", 1],
      ["small", 0.001],
      ["copied", 0],
      ["analysed", 0],
    ]);
    expect(facts[0]!.note).toBe("last vacuumed never, last analysed never");
  });

  test("a table that neither side has analysed, as after a reset, stood like that before", () => {
    const round = { after: catalog([], [table("filled", { modified: 9000, analyzed: null })]) };
    const [base, head] = [newRanges(), newRanges()];
    for (const ranges of [base, head]) for (let at = 0; at < 5; at++) ranges.add(evidence(round));
    const facts = factsOf({ base: evidence(round), head: evidence(round) }, 10, { base, head });
    const settings = { limits: {}, block: [] };
    expect(findingsOf({ facts, comparisons: [], base: "measured", settings })).toMatchObject([
      { rule: "stale-statistics", subject: "filled", since: "standing" },
    ]);
  });

  test("fifty of a rule are kept, the largest, and the sides of one stand together", () => {
    const load = Object.fromEntries(Array.from({ length: 80 }, (_, at) => [`s${at}`, counters(1, { ms: at })]));
    const facts = factsOf(
      { base: evidence({ load: { s79: counters(1, { ms: 5 }) } }), head: evidence({ load }) },
      10,
      NO_ROUNDS,
    );
    const slow = facts.filter(({ rule }) => rule === "slow-statement");
    expect(slow).toHaveLength(50);
    expect(slow[0]).toMatchObject({ name: "s79", base: 5, head: 79 });
  });
});

describe("readings", () => {
  const values = (given: Given) =>
    Object.fromEntries(readingsOf(seen(given), { own: 3 }).map(({ metric, value }) => [metric.id, value]));

  test("a request, of endpoints and under load", () => {
    const load = { s: counters(200, { hit: 75, read: 25, ms: 50, temporary: 100 }) };
    const endpoint = { s: counters(40, { rows: 30, hit: 20, read: 40, ms: 10 }) };
    expect(values({ endpoint, load, after: catalog([], [table("orders")]) })).toEqual({
      "postgres/queries@shop: GET /": 2,
      "postgres/rows@shop: GET /": 1.5,
      "postgres/blocks@shop: GET /": 3,
      "postgres/time@shop: GET /": 0.5,
      "postgres/queries@target": 2,
      "postgres/time@target": 0.5,
      "postgres/cache-hit@target": { events: 75, total: 100 },
      "postgres/temporary@target": 8192,
      "postgres/scanned-rows@target": 5,
      "postgres/connections@target": 3,
      "postgres/lock-wait@target": 0,
      "postgres/table-bytes@orders": 100,
      "postgres/index-bytes@orders": 10,
      "postgres/query@own": 3,
    });
  });

  test("of an endpoint of which a request was lost there are metrics without a value", { tags: ["T26"] }, () => {
    expect(values({ lost: ["shop: GET /lost"], requests: 0, load: null })).toMatchObject({
      "postgres/queries@shop: GET /lost": null,
      "postgres/rows@shop: GET /lost": null,
      "postgres/blocks@shop: GET /lost": null,
      "postgres/time@shop: GET /lost": null,
    });
  });

  test("each is of a family that the config knows, in its unit, scale and kind", () => {
    const load = { s: counters(1, { hit: 1 }) };
    for (const { metric } of readingsOf(seen({ load, after: catalog([], [table("orders")]) }), { own: 1 })) {
      const family = metrics.find(({ glob }) => matchesId(glob, parseMetricId(metric.id)!.metric));
      expect(family, metric.id).toBeDefined();
      expect(family!.units).toContain(metric.unit);
      expect([metric.scale, metric.kind]).toContain(family!.scale);
      expect(family!.kind ?? metric.kind).toBe(metric.kind);
      expect(metric.scale === "difference" ? metric.tolerate.relative : 0).toBe(0);
    }
  });

  test("without a load that counts there is what was sampled; of nothing there is no ratio", () => {
    expect(values({ requests: 0, load: null })).toEqual({
      "postgres/connections@target": 3,
      "postgres/lock-wait@target": 0,
      "postgres/query@own": 3,
    });
    expect(Object.keys(values({}))).not.toContain("postgres/time@shop: GET /");
  });
});

test("a database that is asked other statements in each round fills no memory", { tags: ["L17"] }, () => {
  const load = (round: number) =>
    Object.fromEntries(
      Array.from({ length: MOST_STATEMENTS - 1 }, (_, at) => [`SELECT ${round} AS a${at}`, counters(1)]),
    );
  const { loaded } = evidence({ load: load(1) }, { load: { ...load(2), "SELECT 1 AS a0": counters(2) } });
  expect(loaded.statements.size).toBe(MOST_STATEMENTS);
  expect(loaded.statements.get("SELECT 1 AS a0")).toEqual(counters(3));
});
