// src/demo/expected-services.ts
import { isOfHead } from "../model/finding.js";
var cause = (kind, metric, name) => ({ causes }) => causes.some((one) => one.kind === kind && metric.test(one.metric) && name.test(one.name));
var finding = (rule, ...words) => ({ findings }) => findings.some((one) => {
  const said = `${one.subject} ${one.name ?? ""} ${one.at?.file ?? ""}`;
  return one.rule === rule && isOfHead(one) && words.every((word) => said.includes(word));
});
var all = (...named) => (verdict) => named.every((isNamed) => isNamed(verdict));
var isFaster = ({ rule, note }) => rule === "missing-index" && note?.includes("tried on head: shop: GET /api/history ") === true && note.includes(" rounds faster)");
var PLANTED = [
  {
    what: "the statement that is sent once a line of an order",
    isNamed: all(
      cause("statement", /^postgres\/queries@shop: GET \/api\/orders$/, /SELECT title FROM products WHERE id = \?/),
      finding("n-plus-one", "GET /api/orders", "SELECT title FROM products")
    )
  },
  {
    what: "the index that payments lack",
    isNamed: all(
      cause("index", /^postgres\/\w+@shop: GET \/api\/history$/, /payments_customer_idx/),
      finding("missing-index", "payments")
    )
  },
  { what: "what that index brings, tried on head", isNamed: ({ findings }) => findings.some(isFaster) },
  {
    what: "the key that is never found again",
    isNamed: cause("key", /^redis\/[\w-]+@shop: GET \/api\/product$/, /product:/)
  },
  { what: "the leak and its slope", isNamed: finding("leak", "target") },
  {
    what: "the function that blocks",
    isNamed: finding("blocking-call", "hashPassword", "lib/passwords.js")
  }
];
function expectedOfServices({ variant }, verdict) {
  const regressed = verdict.comparisons.filter(({ change, rule }) => change === "regressed" && rule.role === "gate").map(({ metric }) => metric.id);
  const found = verdict.findings.filter(isOfHead);
  if (variant === "identical") {
    return [
      ...regressed.map((id) => `${id} is called regressed, though both builds are the same.`),
      ...found.map(({ rule, subject }) => `${rule} of ${subject} is found, though both builds are the same.`)
    ];
  }
  return [
    ...verdict.verdict === "fail" ? [] : [`the verdict is ${verdict.verdict}, not fail.`],
    ...PLANTED.flatMap(({ what, isNamed }) => isNamed(verdict) ? [] : [`${what} was not named.`]),
    ...regressed.filter((id) => id.endsWith("GET /api/ping")).map((id) => `${id} is called regressed, though nothing was changed there.`)
  ];
}
export {
  expectedOfServices
};
