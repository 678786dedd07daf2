// src/demo/expected.ts
var PLANTED = {
  endpoint: /^k6\/latency-[a-z0-9]+@shop: GET \/api\/search$/,
  bundle: /^bundle\/gzip@(entry )?(web\/)?app\b/,
  page: /^lighthouse\/lcp@\/$/
};
var FOLLOWS = /^bundle\/gzip@total$/;
function expectedOf({ variant, extent }, verdict) {
  const named = verdict.comparisons.filter(({ change, rule }) => change === "regressed" && rule.role === "gate").map(({ metric }) => metric.id);
  if (variant === "identical") return named.map((id) => `${id} is called regressed, though both builds are the same.`);
  const planted = Object.entries(PLANTED).filter(([what]) => extent === "all" || what !== "page");
  return [
    ...verdict.verdict === "fail" ? [] : [`the verdict is ${verdict.verdict}, not fail.`],
    ...planted.flatMap(
      ([what, pattern]) => named.some((id) => pattern.test(id)) ? [] : [`the worse ${what} was not named.`]
    ),
    ...named.filter((id) => !FOLLOWS.test(id) && !planted.some(([, pattern]) => pattern.test(id))).map((id) => `${id} is called regressed, though nothing was changed there.`)
  ];
}
export {
  expectedOf
};
