import { expect, test } from "vitest";
import { expectedOfServices } from "../../src/demo/expected-services.ts";
import type { Cause } from "../../src/model/cause.ts";
import type { Comparison } from "../../src/model/comparison.ts";
import type { Finding } from "../../src/model/finding.ts";
import { latency, verdictOf } from "../report/verdicts.ts";

const cause = (kind: Cause["kind"], metric: string, name: string): Cause => ({
  metric,
  kind,
  name,
  base: 1,
  head: 2,
  unit: "count",
  whole: null,
  note: null,
  at: null,
});
const finding = (rule: Finding["rule"], subject: string, rest: Partial<Finding> = {}): Finding => ({
  rule,
  collector: "x",
  subject,
  name: null,
  base: null,
  head: 2,
  unit: "count",
  note: null,
  at: null,
  metric: null,
  area: "database",
  title: "",
  of: "",
  bound: "most",
  limit: 1,
  since: "new",
  score: 20,
  priority: "critical",
  blocks: false,
  why: "",
  todo: "",
  ...rest,
});

const statement = "SELECT title FROM products WHERE id = ?";
const causes = [
  cause("statement", "postgres/queries@shop: GET /api/orders", statement),
  cause("index", "postgres/blocks@shop: GET /api/history", "payments_customer_idx"),
  cause("key", "redis/misses@shop: GET /api/product", "product:v2:*:*"),
];
const findings = [
  finding("n-plus-one", "shop: GET /api/orders", { name: statement }),
  finding("leak", "target"),
  finding("blocking-call", "login: POST /api/login", {
    name: "hashPassword",
    at: { file: "lib/passwords.js", line: 8 },
  }),
  finding("missing-index", "payments", {
    note: "CREATE INDEX; tried on head: shop: GET /api/history 3 ms → 1 ms (-67 %, 99 % interval -69 to -64 %, 10 of 10 rounds faster)",
  }),
];
const without = (index: number) => findings.filter((_, at) => at !== index);
const whole = { verdict: "fail", causes, findings, comparisons: [] } as const;
const judged = (rest: Partial<Parameters<typeof verdictOf>[0]>) =>
  expectedOfServices({ variant: "regressed", extent: "all" }, verdictOf({ ...whole, ...rest }));
const ping: Comparison = latency("", { change: "regressed" }, { id: "k6/latency-tm95@shop: GET /api/ping" });

test("all five with their causes is as planned", () => {
  expect(judged({})).toEqual([]);
});

test.each([
  ["the statement", { causes: causes.slice(1) }, "the statement that is sent once a line of an order"],
  ["that it is an N+1", { findings: without(0) }, "the statement that is sent once a line of an order"],
  ["the index", { causes: [causes[0]!, causes[2]!] }, "the index that payments lack"],
  ["the key", { causes: causes.slice(0, 2) }, "the key that is never found again"],
  [
    "that it is missing",
    { findings: [...without(3), { ...findings[3]!, subject: "orders" }] },
    "the index that payments lack",
  ],
  [
    "what it brings",
    { findings: [...without(3), { ...findings[3]!, note: "CREATE INDEX" }] },
    "what that index brings, tried on head",
  ],
  ["the leak", { findings: without(1) }, "the leak and its slope"],
  ["the function", { findings: without(2) }, "the function that blocks"],
])("without %s that is said", (_, rest, what) => {
  expect(judged(rest)).toEqual([`${what} was not named.`]);
});

test("what was so before is not named by it", () => {
  expect(judged({ findings: findings.map((one) => ({ ...one, since: "standing" })) })).toHaveLength(4);
});

test("the control must not be named, and the verdict must be fail", () => {
  expect(judged({ comparisons: [ping] })).toEqual([
    "k6/latency-tm95@shop: GET /api/ping is called regressed, though nothing was changed there.",
  ]);
  expect(judged({ verdict: "inconclusive" })).toEqual(["the verdict is inconclusive, not fail."]);
});

test("of two builds of one commit nothing may be named or found", () => {
  const of = (rest: object) =>
    expectedOfServices({ variant: "identical", extent: "all" }, verdictOf({ ...whole, findings: [], ...rest }));
  expect(of({})).toEqual([]);
  expect(of({ comparisons: [ping], findings })).toHaveLength(5);
});
