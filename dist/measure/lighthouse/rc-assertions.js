// src/measure/lighthouse/rc-assertions.ts
import { ConfigError } from "../../errors.js";
function assertionsOf(rc, name) {
  const single = rc.assertions !== void 0 || rc.preset !== void 0;
  if (rc.budgetsFile !== void 0 && (single || rc.assertMatrix !== void 0)) {
    throw new ConfigError(`${name}: budgetsFile does not go with other assertions; remove one of them.`);
  }
  if (rc.assertMatrix !== void 0 && (single || rc.aggregationMethod !== void 0)) {
    throw new ConfigError(
      `${name}: assertMatrix does not go with assertions, preset or aggregationMethod beside it; move them into its entries.`
    );
  }
  const entries = rc.budgetMatrix ?? rc.assertMatrix ?? (single ? [entryOf(rc)] : []);
  if (entries.length === 0) return { matrix: null, notes: [] };
  return {
    matrix: entries.map((entry) => ({ ...entry, aggregationMethod: entry.aggregationMethod ?? "median" })),
    notes: entries.some(leavesItOpen) ? [note(name)] : []
  };
}
function entryOf({ preset, assertions, aggregationMethod }) {
  return {
    ...preset !== void 0 && { preset },
    ...assertions !== void 0 && { assertions },
    ...aggregationMethod !== void 0 && { aggregationMethod }
  };
}
function leavesItOpen({ aggregationMethod, preset, assertions = {} }) {
  if (aggregationMethod !== void 0) return false;
  return preset !== void 0 || Object.values(assertions).some((assertion) => methodOf(assertion) === void 0);
}
function methodOf(assertion) {
  return typeof assertion === "string" ? void 0 : assertion[1]?.aggregationMethod;
}
var note = (name) => `The assertions of ${name} are judged by the median of all runs, where Lighthouse CI takes the best run unless aggregationMethod says otherwise.`;
function statedKeys(matrix) {
  return matrix.flatMap(
    ({ assertions = {} }) => Object.entries(assertions).flatMap(([key, said]) => [said].flat()[0] === "off" ? [] : [key])
  );
}
export {
  assertionsOf,
  methodOf,
  statedKeys
};
