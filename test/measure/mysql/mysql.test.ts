import { describe, expect, test } from "vitest";
import { addressesOf, faultOf, isSameServer } from "../../../src/measure/mysql/address.ts";
import type { Catalog, Index } from "../../../src/measure/mysql/catalog.ts";
import { causesOf } from "../../../src/measure/mysql/causes.ts";
import {
  between,
  type Counters,
  type Executed,
  hasClosed,
  hasOverflown,
  type Look,
  NONE,
  UNKEPT,
} from "../../../src/measure/mysql/counters.ts";
import { factsOf, newRanges } from "../../../src/measure/mysql/facts.ts";
import { duplicates, onlyIn } from "../../../src/measure/mysql/indexes.ts";
import { endpointReadings, loadReadings } from "../../../src/measure/mysql/metrics.ts";
import { planOf, type Row } from "../../../src/measure/mysql/plan.ts";
import { costliest } from "../../../src/measure/mysql/samples.ts";
import { includeRound, MOST_STATEMENTS, newSeen, type Seen } from "../../../src/measure/mysql/seen.ts";
import { statementOf } from "../../../src/measure/mysql/statements.ts";

const NO_ROUNDS = { base: newRanges(), head: newRanges() };
const counters = (some: Partial<Counters>): Counters => ({ ...NONE, ...some });
const look = (entries: Readonly<Record<string, number>>): Look =>
  new Map(Object.entries(entries).map(([id, calls]) => [id, counters({ calls, examined: 2 * calls })]));

describe("two looks", () => {
  test("differ by what was done", () => {
    const used = between(look({ a: 1, b: 2 }), look({ a: 1, b: 5, c: 1 }))!;
    expect([...used]).toEqual([
      ["b", counters({ calls: 3, examined: 6 })],
      ["c", counters({ calls: 1, examined: 2 })],
    ]);
  });

  test("have nothing in common once statistics were reset", { tags: ["T26"] }, () => {
    expect(between(look({ a: 2 }), look({ a: 1 }))).toBeNull();
    expect(between(look({ a: 2 }), look({}))).toBeNull();
    const timed = (ms: number): Look => new Map([["a", counters({ calls: 50, ms })]]);
    expect(between(timed(3), timed(3))!.size).toBe(0);
    expect(between(timed(3), timed(4))).toBeNull();
  });

  test("know of statements that there was no room for in between", { tags: ["T26"] }, () => {
    expect(hasOverflown(look({ a: 1 }), look({ a: 1, [UNKEPT]: 1 }))).toBe(true);
    expect(hasOverflown(look({ [UNKEPT]: 4 }), look({ [UNKEPT]: 5 }))).toBe(true);
    expect(hasOverflown(look({ [UNKEPT]: 4 }), look({ a: 1, [UNKEPT]: 4 }))).toBe(false);
    expect(hasOverflown(look({ [UNKEPT]: 4 }), look({}))).toBe(false);
    expect([...between(look({ [UNKEPT]: 4 }), look({ a: 1, [UNKEPT]: 4 }))!.keys()]).toEqual(["a"]);
  });

  test("a connection that was closed takes its prepared statements with it, which shows in what was executed ever", {
    tags: ["T26"],
  }, () => {
    expect(between(look({ "prepared 7": 2 }), look({ "prepared 8": 1 }))).toEqual(look({ "prepared 8": 1 }));
    const executed = (least: number, open: Readonly<Record<string, number>>, most = least): Executed => ({
      ...{ least, most },
      byConnection: new Map(Object.entries(open)),
    });
    const before = executed(30, { 7: 2, 8: 20 });
    // Of those that are gone now nothing was executed since, or 1 was, by 7 or by one that had not been there.
    expect(hasClosed(before, executed(36, { 8: 25, 9: 1 }))).toBe(false);
    expect(hasClosed(before, executed(30, {}))).toBe(false);
    expect(hasClosed(before, executed(37, { 8: 25, 9: 1 }))).toBe(true);
    expect(hasClosed(before, executed(31, { 7: 2, 8: 20 }))).toBe(true);
    // What others execute while it is read is no loss; a count that was reset is one.
    expect(hasClosed(executed(30, { 7: 4 }, 34), executed(36, { 7: 8 }, 40))).toBe(false);
    expect(hasClosed(executed(30, {}), executed(0, {}))).toBe(true);
    expect(hasClosed(before, executed(32, { 7: 4, 8: 1 }))).toBe(true);
  });
});

const index = (name: string, columns: Index["columns"], isUnique = false, table = "orders"): Index => ({
  ...{ name, columns, isUnique, table },
  bytes: 100,
  reads: 0,
});
const catalog = (...indexes: readonly Index[]): Catalog => ({ tables: [], indexes });

describe("indexes", () => {
  test.each<[string, readonly Index[], readonly string[]]>([
    ["the beginning of another", [index("a", ["x"]), index("b", ["x", "y"])], ["a by b"]],
    ["the same columns: the later name", [index("a", ["x"]), index("b", ["x"])], ["b by a"]],
    ["a unique one beside a plain one", [index("a", ["x"]), index("b", ["x"], true)], ["a by b"]],
    ["unique, and a longer one does not say that", [index("a", ["x"], true), index("b", ["x", "y"])], []],
    ["a primary key is kept", [index("PRIMARY", ["x"], true), index("b", ["x"], true)], ["b by PRIMARY"]],
    ["another order, direction or length", [index("a", ["x"]), index("b", ["y", "x"]), index("c", ["x(3)"])], []],
    ["another table", [index("a", ["x"]), index("b", ["x"], false, "payments")], []],
    ["of an expression", [index("a", null), index("b", null)], []],
  ])("%s", (_, indexes, found) => {
    expect(duplicates(catalog(...indexes)).map(({ index: one, by }) => `${one.name} by ${by.name}`)).toEqual(found);
  });

  test("that one side alone has, by their columns too", () => {
    const [one, other] = [catalog(index("a", ["x"]), index("b", ["y"])), catalog(index("a", ["x", "z"]))];
    expect(onlyIn(one, other).map(({ name }) => name)).toEqual(["a", "b"]);
    expect(onlyIn(one, one)).toEqual([]);
  });
});

describe("texts", () => {
  test("of a digest are without the slot's database and on one line", () => {
    expect(statementOf("SELECT * FROM `shop_a` . `orders` \n WHERE ID = ? ", "shop_a")).toBe(
      "SELECT * FROM `orders` WHERE ID = ?",
    );
    expect(statementOf("x".repeat(5_000), "shop_a")).toHaveLength(2_000);
    expect(statementOf("", "shop_a")).toBe("(empty statement)");
  });
});

function seenWith(endpoint: string, requests: number, statements: Readonly<Record<string, Partial<Counters>>>): Seen {
  const seen = newSeen();
  const asked = Object.entries(statements).map(([text, some]) => [text, counters(some)] as const);
  seen.endpoints.set(endpoint, { requests, statements: new Map(asked) });
  return seen;
}

describe("what is behind a change", () => {
  const N = "SELECT title FROM products WHERE id = ?";

  test("a statement that is sent in a loop is the largest cause, and repeated", () => {
    const base = seenWith("GET /orders", 12, { joined: { calls: 12 } });
    const head = seenWith("GET /orders", 12, { all: { calls: 12 }, [N]: { calls: 72 } });
    const causes = causesOf({ base, head });
    expect(causes.map(({ metric, name, base: was, head: is, whole }) => [metric, name, was, is, whole])).toEqual([
      ["mysql/queries@GET /orders", N, null, 6, 6],
      ["mysql/queries@GET /orders", "all", null, 1, 6],
      ["mysql/queries@GET /orders", "joined", 1, null, 6],
    ]);
    const facts = factsOf({ base, head }, 10, NO_ROUNDS).filter(({ rule }) => rule === "n-plus-one");
    expect(facts.map(({ subject, name, base: was, head: is }) => [subject, name, was, is])).toEqual([
      ["GET /orders", N, null, 6],
    ]);
    expect(factsOf({ base, head }, 12, NO_ROUNDS).filter(({ rule }) => rule === "n-plus-one")).toEqual([]);
  });

  test("an index that is gone stands before the statement that reads its table as a whole", () => {
    const text = "SELECT * FROM `payments` WHERE `payments` . `customer` = ?";
    const shown = "SELECT * FROM payments WHERE payments.customer = ?";
    const base = seenWith("GET /history", 12, { [text]: { calls: 12, examined: 120, sent: 120 } });
    const head = seenWith("GET /history", 12, { [text]: { calls: 12, examined: 60_000, sent: 120, unindexed: 12 } });
    base.catalog = catalog(
      index("customer_idx", ["customer"], false, "payments"),
      index("else", ["a"], false, "other"),
    );
    head.catalog = { tables: [{ name: "payments", bytes: 1, indexBytes: 0 }], indexes: [] };
    const ofRows = causesOf({ base, head }).filter(({ metric }) => metric === "mysql/rows@GET /history");
    expect(ofRows.map(({ kind, name, base: was, head: is, note }) => [kind, name, was, is, note])).toEqual([
      ["index", "customer_idx", 100, null, "on payments (customer)"],
      ["statement", shown, 10, 5_000, null],
    ]);
    expect(factsOf({ base, head }, 10, NO_ROUNDS)).toContainEqual({
      rounds: { base: null, head: null },
      ...{ rule: "missing-index", collector: "mysql", subject: "payments", name: shown, base: null, head: 5_000 },
      ...{ unit: "count", note: "for 10 rows returned, asked by GET /history", at: null },
    });
  });

  test("one row that is returned is said in the singular, and nobody in particular who asks", () => {
    const head = newSeen();
    const statements = new Map([["EXECUTE", counters({ calls: 3, examined: 9_000, sent: 3, unindexed: 3 })]]);
    includeRound(head.loaded, { requests: 10, statements });
    const facts = factsOf({ base: newSeen(), head }, 10, NO_ROUNDS);
    expect(facts.filter(({ rule }) => rule === "missing-index")).toMatchObject([
      { subject: "target", head: 3_000, note: "for 1 row returned, asked by the target" },
    ]);
  });

  test("a plan that differs stands behind its statement", () => {
    const text = "SELECT * FROM `payments` WHERE customer = ?";
    const base = seenWith("GET /history", 12, { [text]: { calls: 12, examined: 120, sent: 120 } });
    const head = seenWith("GET /history", 12, { [text]: { calls: 12, examined: 60_000, sent: 120 } });
    const kinds = () => causesOf({ base, head }).map(({ metric, kind, note }) => [metric, kind, note]);
    base.plans.set(text, ["payments by customer_idx (ref)"]);
    expect(kinds()).toEqual([["mysql/rows@GET /history", "statement", null]]);
    head.plans.set(text, ["full scan of payments"]);
    expect(kinds()).toEqual([
      ["mysql/rows@GET /history", "statement", null],
      ["mysql/rows@GET /history", "plan", "payments by customer_idx (ref) → full scan of payments"],
    ]);
  });

  test("where one side was not seen there is nothing to compare", () => {
    expect(causesOf({ base: newSeen(), head: seenWith("GET /", 1, { one: { calls: 1 } }) })).toEqual([]);
    expect(factsOf({ base: newSeen(), head: newSeen() }, 10, NO_ROUNDS)).toEqual([]);
  });
});

describe("what is read", () => {
  test("of one request at a time gates by statements and rows, of which fewer are better", () => {
    const each = counters({ calls: 6, examined: 50, ms: 3 });
    expect(
      endpointReadings("GET /", 2, each).map(({ metric, value }) => [metric.id, metric.role, metric.kind, value]),
    ).toEqual([
      ["mysql/queries@GET /", "gate", "exact", 3],
      ["mysql/rows@GET /", "gate", "exact", 25],
      ["mysql/time@GET /", "watch", "sampled", 1.5],
    ]);
    for (const { metric } of endpointReadings("GET /", 2, each)) expect(metric.better).toBe("lower");
  });

  test("from memory is what did not have to be fetched, and more of it is better", () => {
    const pages = { asked: 100, fetched: 30 };
    const sampled = { connections: 1, waits: null };
    const readings = loadReadings({ requests: 10, statements: [], pages, sampled, tables: [] });
    const hit = readings.find(({ metric }) => metric.id === "mysql/cache-hit@target")!;
    expect([hit.value, hit.metric.better]).toEqual([{ events: 70, total: 100 }, "higher"]);
    const head = { ...newSeen(), pages };
    const facts = factsOf({ base: newSeen(), head }, 10, NO_ROUNDS);
    expect(facts.map(({ rule, head: is }) => [rule, is])).toEqual([["low-cache-hit", 0.7]]);
  });
});

describe("plans", () => {
  const row = (table: string | null, type: string | null, key: string | null = null): Row => ({ table, type, key });

  test.each<[string, readonly Row[], readonly string[] | null]>([
    [
      "a join",
      [row("o", "ref", "a_idx"), row("p", "eq_ref", "PRIMARY")],
      ["o by a_idx (ref)", "p by PRIMARY (eq_ref)"],
    ],
    ["whole tables and indexes", [row("o", "ALL"), row("p", "index", "b")], ["full scan of o", "full scan of p by b"]],
    ["a row of a table of one", [row("o", "system")], ["o (system)"]],
    ["what the server made itself", [row("<derived2>", "ALL"), row("o", "range", "a")], ["o by a (range)"]],
    ["a value that is not there, or no table", [row(null, null)], null],
    ["nothing", [], null],
  ])("%s", (_, rows, plan) => {
    expect(planOf(rows)).toEqual(plan);
  });

  test("are asked for of the twenty statements that read the most rows, and have none yet", () => {
    const names = Array.from({ length: 25 }, (_, at) => `s${at}`);
    const entries = names.map((name, at) => [name, { calls: 1, examined: at }] as const);
    const seen = seenWith("GET /", 1, Object.fromEntries(entries));
    seen.plans.set("s24", ["full scan of o"]);
    const byId = <T>(of: (name: string) => T) => new Map(names.map((name) => [`id ${name}`, of(name)]));
    const texts = byId((name) => `text of ${name}`);
    texts.set("id of nothing known", "text");
    const asked = [
      ...costliest(
        seen,
        texts,
        byId((name) => name),
      ),
    ];
    expect(asked).toHaveLength(20);
    expect(asked[0]).toEqual(["s23", "text of s23"]);
    expect(asked.at(-1)).toEqual(["s4", "text of s4"]);
  });
});

describe("addresses", () => {
  test("tell where and who, and lead to the server without a database", { tags: ["T13"] }, () => {
    const { a } = addressesOf({ a: "mysql://me:se%20cret@localhost/shop_a", b: "mariadb://h:3307/shop_b" });
    expect(a).toEqual({
      server: "mysql://me:se%20cret@localhost",
      database: "shop_a",
      user: "me",
      place: "shop_a at 127.0.0.1:3306",
    });
  });

  test("lead to one server by host and port", () => {
    const isOne = (b: string) => {
      const addresses = addressesOf({ a: "mysql://h/shop_a", b: `mysql://${b}/shop_b` });
      return isSameServer(addresses.a, addresses.b);
    };
    expect(["h:3306", "H", "h:3307", "i"].map(isOne)).toEqual([true, true, false, false]);
  });

  test("one database for both is refused", () => {
    expect(faultOf({ a: "mysql://localhost/shop", b: "mysql://127.0.0.1:3306/shop" })).toBe(
      "both slots have the database shop at 127.0.0.1:3306: give each slot one of its own",
    );
    expect(faultOf({ a: "mysql://localhost/shop_a", b: "mysql://localhost/shop_b" })).toBeNull();
    expect(faultOf({ a: "mysql://localhost/shop_a", b: "mysql://localhost/shop_b?ssl=%7B%7D" })).toBeNull();
    expect(faultOf({ a: "mysql://localhost/shop_a", b: "mysql://localhost/shop_b?ssl-mode=REQUIRED" })).toMatch(
      /^of slot b it asks for TLS in words that are not understood: write \?ssl=/,
    );
  });

  test.each(["postgres://h/shop", "mysql://h", "mysql:///shop", "nowhere"])("%s is refused", (a) => {
    expect(faultOf({ a, b: "mysql://h/b" })).toBe(
      "of slot a it is no address of a database: expected mysql://user:password@host:port/database",
    );
  });
});

test("a database that is asked other statements in each round fills no memory", { tags: ["L17"] }, () => {
  const round = (name: string) =>
    new Map(Array.from({ length: 6_000 }, (_, at) => [`${name} ${at}`, counters({ calls: 1 })]));
  const { loaded } = newSeen();
  for (const name of ["a", "b"]) includeRound(loaded, { requests: 1, statements: round(name) });
  includeRound(loaded, { requests: 1, statements: new Map([["a 0", counters({ calls: 1 })]]) });
  expect(loaded.statements.size).toBe(MOST_STATEMENTS);
  expect(loaded.statements.get("a 0")).toEqual(counters({ calls: 2 }));
});
