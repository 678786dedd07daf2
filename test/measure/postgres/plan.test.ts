import { describe, expect, test } from "vitest";
import type { Catalog, Index, Table } from "../../../src/measure/postgres/catalog.ts";
import { type Plan, planChange, readPlan, type Step } from "../../../src/measure/postgres/plan.ts";
import { conjunctsOf, proposeIndexes } from "../../../src/measure/postgres/propose.ts";

const step = (type: string, more: Partial<Step> = {}): Step => ({
  ...{
    type,
    schema: "public",
    relation: null,
    alias: null,
    index: null,
    filter: null,
    rows: 10,
    cost: 600,
    joined: null,
  },
  ...more,
});
const scan = (more: Partial<Step> = {}) => step("Seq Scan", { relation: "orders", alias: "orders", ...more });
const byIndex = (index: string) => step("Index Scan", { relation: "orders", index });

describe("plans of EXPLAIN (VERBOSE, FORMAT JSON)", () => {
  test("steps with what they read, by which index, and what joins them", () => {
    const plan = readPlan([
      {
        Plan: {
          "Node Type": "Hash Join",
          "Plan Rows": 5,
          "Total Cost": 90.5,
          "Hash Cond": "(lines.order_id = orders.id)",
          Plans: [
            {
              "Node Type": "Seq Scan",
              Schema: "public",
              "Relation Name": "lines",
              "Plan Rows": 15_000,
              "Total Cost": 60,
            },
            {
              "Node Type": "Hash",
              "Plan Rows": 5,
              "Total Cost": 20,
              Plans: [
                {
                  "Node Type": "Bitmap Heap Scan",
                  "Relation Name": "orders",
                  Schema: "public",
                  "Plan Rows": 5,
                  "Total Cost": 20,
                  Plans: [
                    {
                      "Node Type": "Bitmap Index Scan",
                      "Index Name": "orders_customer_idx",
                      "Plan Rows": 5,
                      "Total Cost": 4,
                    },
                  ],
                },
              ],
            },
          ],
        },
      },
    ])!;
    expect(plan.map(({ type, relation, index }) => [type, relation, index])).toEqual([
      ["Hash Join", null, null],
      ["Seq Scan", "lines", null],
      ["Hash", null, null],
      ["Bitmap Heap Scan", "orders", "orders_customer_idx"],
      ["Bitmap Index Scan", null, "orders_customer_idx"],
    ]);
    const condition = "(lines.order_id = orders.id)";
    expect(plan[1]!.joined).toEqual({ condition, rows: 5, others: 5 });
    expect(plan[3]!.joined).toEqual({ condition, rows: 5, others: 15_000 });
  });

  test.each([[null], [{}], [[]], [[{ Plan: { "Node Type": 1 } }]], ["text"]])(
    "%j is none",
    { tags: ["T25"] },
    (json) => {
      expect(readPlan(json)).toBeNull();
    },
  );

  test("one without an end in sight is none", { tags: ["T25"] }, () => {
    const node = { "Node Type": "Limit", "Plan Rows": 1, "Total Cost": 1 };
    let plan: object = node;
    for (let level = 0; level < 50_000; level++) plan = { ...node, Plans: [plan] };
    expect(readPlan([{ Plan: plan }])).toBeNull();
  });

  test("what differs is how rows are found, else how they are joined", () => {
    const loop = (inner: string) => [step(inner), byIndex("a"), byIndex("b")];
    expect(planChange([byIndex("orders_customer_idx")], [scan()])).toBe(
      "Index Scan using orders_customer_idx → Seq Scan on orders",
    );
    expect(planChange([scan(), byIndex("a")], [byIndex("a"), scan()])).toBeNull();
    expect(planChange([scan()], [scan(), scan()])).toBe("nothing → Seq Scan on orders");
    expect(planChange(loop("Nested Loop"), loop("Hash Join"))).toBe("Nested Loop → Hash Join");
    const many = Array.from({ length: 100 }, (_, at) => byIndex(`index_${at}`));
    expect(planChange(many, [])!.length).toBe(300);
  });
});

describe("indexes that are missing", () => {
  const table: Table = {
    ...{
      name: "orders",
      relation: "orders",
      schema: "public",
      rows: 20_000,
      deadRows: 0,
      modified: 0,
      bytes: 0,
      indexBytes: 0,
    },
    ...{ vacuumed: null, analyzed: null, columns: ["id", "customer", "status", "day", '"Total"'] },
  };
  const index = (definition: string): Index => ({
    ...{ name: "i", table: "orders", definition, bytes: 0, scans: 0, isUnique: false, keys: null, carried: [] },
  });
  const propose = (plan: Plan, indexes: readonly Index[] = []) => {
    const catalog: Catalog = { tables: [table], indexes };
    return proposeIndexes([{ statement: "SELECT", plan }], catalog);
  };
  const sqlOf = (filter: string, more: Partial<Step> = {}) =>
    propose([scan({ filter, ...more })]).map(({ sql }) => sql);

  test("the columns that rows are searched by, with what it would gain", () => {
    expect(propose([scan({ filter: "(orders.customer = $1)" })])).toEqual([
      {
        ...{ table: "orders", columns: ["customer"], statement: "SELECT", rows: 20_000, cost: 600, costThen: 48 },
        sql: "CREATE INDEX ON orders (customer)",
      },
    ]);
  });

  test.each([
    ["((orders.day > $1) AND (orders.customer = $2))", "CREATE INDEX ON orders (customer, day)"],
    ["((orders.status)::text = ANY ($1))", "CREATE INDEX ON orders (status)"],
    ["(orders.\"Total\" >= '5'::numeric)", 'CREATE INDEX ON orders ("Total")'],
    ["((orders.day > $1) AND (orders.day < $2) AND (orders.id > 5))", "CREATE INDEX ON orders (day)"],
  ])("%s", (filter, sql) => {
    expect(sqlOf(filter)).toEqual([sql]);
  });

  test.each([
    ["s", "(s.customer = r.customer)", ["customer"]],
    ["s", "(r.customer = s.customer)", ["customer"]],
    ["s", "(r.id = s.customer)", ["customer"]],
    ["s", "((s.status)::text = (rs.status)::text)", ["status"]],
    ["s", "(s.day > (rs.day + 1))", ["day"]],
    ["S t", '("S t".customer = s.customer)', ["customer"]],
    ["s", "(r.customer = $1)", []],
    ["s", "(s.day > (s.customer + 1))", []],
    ["s", "(s.day > lower(s.status))", []],
    ["s", "((s.status)::text || 'x'::text) = $1", []],
  ])("of the table that conditions call %s: %s", (alias, filter, columns) => {
    expect(propose([scan({ filter, alias })]).flatMap((one) => one.columns)).toEqual(columns);
  });

  test.each([
    "(lower(orders.status) = $1)",
    "((orders.customer = $1) OR (orders.id = $2))",
    "(orders.status <> $1)",
    "(orders.status ~~ $1)",
    "(orders.customer = orders.id)",
    "(hashed SubPlan 1)",
    "(orders.unknown = $1)",
    "((((",
  ])("%s: none", (filter) => {
    expect(sqlOf(filter)).toEqual([]);
  });

  test("none where it gains little, where the planner has it already, or of another table", () => {
    expect(sqlOf("(orders.customer = $1)", { rows: 5000 })).toEqual([]);
    expect(sqlOf("(orders.customer = $1)", { schema: "archive" })).toEqual([]);
    const plan = [scan({ filter: "(orders.customer = $1)" })];
    expect(propose(plan, [index("btree (customer, day)")])).toEqual([]);
    expect(propose(plan, [index("btree (customer_name)"), index("gin (customer)")])).toHaveLength(1);
    expect(propose([byIndex("a"), { ...byIndex("a"), filter: "(orders.customer = $1)" }])).toEqual([]);
  });

  test("a table that is read as a whole to be joined with a few rows", () => {
    const joined = { condition: "(o.id = orders.customer)", rows: 10, others: 2 };
    expect(propose([scan({ joined })]).map(({ columns, costThen }) => [columns, costThen])).toEqual([
      [["customer"], 56],
    ]);
    expect(propose([scan({ joined: { ...joined, others: 10_000 } })])).toEqual([]);
  });

  test("conditions are parted at the top only", () => {
    expect(conjunctsOf("((a = $1) AND ((b = $2) OR ((c = $3) AND (d = $4))))")).toEqual([
      "a = $1",
      "(b = $2) OR ((c = $3) AND (d = $4))",
    ]);
    expect(conjunctsOf(`${"(".repeat(2000)}x${")".repeat(2000)}`)).toEqual(["x"]);
  });
});
