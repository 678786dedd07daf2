/** What the gate has to say of the shop with services: each planted fault with its cause (demo/services/README.md). Pure. */
import type { Cause } from "../model/cause.ts";
import { type Finding, isOfHead } from "../model/finding.ts";
import type { Verdict } from "../model/verdict.ts";
import type { DemoRun } from "./expected.ts";

interface Planted {
  readonly what: string;
  /** Whether the verdict names it with its cause. */
  readonly isNamed: (verdict: Verdict) => boolean;
}

const cause =
  (kind: Cause["kind"], metric: RegExp, name: RegExp) =>
  ({ causes }: Verdict) =>
    causes.some((one) => one.kind === kind && metric.test(one.metric) && name.test(one.name));

const finding =
  (rule: Finding["rule"], ...words: readonly string[]) =>
  ({ findings }: Verdict) =>
    findings.some((one) => {
      const said = `${one.subject} ${one.name ?? ""} ${one.at?.file ?? ""}`;
      return one.rule === rule && isOfHead(one) && words.every((word) => said.includes(word));
    });

const all =
  (...named: readonly ((verdict: Verdict) => boolean)[]) =>
  (verdict: Verdict) =>
    named.every((isNamed) => isNamed(verdict));

const isFaster = ({ rule, note }: Finding) =>
  rule === "missing-index" &&
  note?.includes("tried on head: shop: GET /api/history ") === true &&
  note.includes(" rounds faster)");

const PLANTED: readonly Planted[] = [
  {
    what: "the statement that is sent once a line of an order",
    isNamed: all(
      cause("statement", /^postgres\/queries@shop: GET \/api\/orders$/, /SELECT title FROM products WHERE id = \?/),
      finding("n-plus-one", "GET /api/orders", "SELECT title FROM products"),
    ),
  },
  {
    what: "the index that payments lack",
    isNamed: all(
      cause("index", /^postgres\/\w+@shop: GET \/api\/history$/, /payments_customer_idx/),
      finding("missing-index", "payments"),
    ),
  },
  { what: "what that index brings, tried on head", isNamed: ({ findings }) => findings.some(isFaster) },
  {
    what: "the key that is never found again",
    isNamed: cause("key", /^redis\/[\w-]+@shop: GET \/api\/product$/, /product:/),
  },
  { what: "the leak and its slope", isNamed: finding("leak", "target") },
  {
    what: "the function that blocks",
    isNamed: finding("blocking-call", "hashPassword", "lib/passwords.js"),
  },
];

export function expectedOfServices({ variant }: DemoRun, verdict: Verdict): readonly string[] {
  const regressed = verdict.comparisons
    .filter(({ change, rule }) => change === "regressed" && rule.role === "gate")
    .map(({ metric }) => metric.id);
  const found = verdict.findings.filter(isOfHead);
  if (variant === "identical") {
    return [
      ...regressed.map((id) => `${id} is called regressed, though both builds are the same.`),
      ...found.map(({ rule, subject }) => `${rule} of ${subject} is found, though both builds are the same.`),
    ];
  }
  return [
    ...(verdict.verdict === "fail" ? [] : [`the verdict is ${verdict.verdict}, not fail.`]),
    ...PLANTED.flatMap(({ what, isNamed }) => (isNamed(verdict) ? [] : [`${what} was not named.`])),
    ...regressed
      .filter((id) => id.endsWith("GET /api/ping"))
      .map((id) => `${id} is called regressed, though nothing was changed there.`),
  ];
}
