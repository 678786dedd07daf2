/** What a statement takes is weighed as far down as a database is fast. */
import { expect, test } from "vitest";
import { compareAll } from "../../src/compare/compare.ts";
import { NONE } from "../../src/measure/mysql/counters.ts";
import { endpointReadings } from "../../src/measure/mysql/metrics.ts";
import { NONE as NO_COUNTERS } from "../../src/measure/postgres/counters.ts";
import { readingsOf } from "../../src/measure/postgres/metrics.ts";
import type { Reading } from "../../src/measure/watcher.ts";

const ENDPOINT = "shop: GET /";

function ofPostgres(ms: number): readonly Reading[] {
  const statements = new Map([["s", { ...NO_COUNTERS, calls: 10, ms: 10 * ms }]]);
  const nothing = { indexes: [], tables: [] };
  const seen = {
    ...{ traced: new Map([[ENDPOINT, { requests: 10, statements }]]), lost: [], loaded: null, scannedRows: 0 },
    ...{ sampled: { connections: 0, maxConnections: 1, waits: [] }, before: nothing, after: nothing },
    ...{ callers: new Map(), plans: new Map() },
  };
  return readingsOf(seen, {});
}

const ofMysql = (ms: number) => endpointReadings(ENDPOINT, 10, { ...NONE, calls: 10, ms: 10 * ms });

test.each([
  ["postgres", ofPostgres],
  ["mysql", ofMysql],
] as const)(
  "%s: a statement that takes ten times as long is worse, from some hundredths of a millisecond on",
  (_, readings) => {
    const changeOf = (before: number, after: number) => {
      const rounds = (ms: number) => Array.from({ length: 12 }, (_, i) => readings(ms * (1 + 0.02 * Math.sin(i))));
      const time = (all: readonly Reading[]) => all.find(({ metric }) => metric.id.includes("/time@"))!;
      const values = (ms: number) => rounds(ms).map((all) => time(all).value as number);
      const { metric } = time(readings(before));
      const series = [{ kind: "sampled", metric, base: values(before), head: values(after) }] as const;
      return compareAll({ series, overrides: [], falseAlarms: 0.01 }).comparisons[0]!.change;
    };
    expect(changeOf(0.017, 0.17)).toBe("regressed");
    expect(changeOf(0.017, 0.018)).toBe("unchanged");
  },
);
