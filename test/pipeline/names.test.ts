/** Names from outside, through every stage: from a config and k6's lines to what is stored, read again and shown. */
import { describe, expect, test } from "vitest";
import { toAcceptance } from "../../src/config/accept.ts";
import { parseConfig } from "../../src/config/load.ts";
import { overridesFor } from "../../src/config/metrics.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import { judgeRounds } from "../../src/pipeline/verdict.ts";

import { renderJunit } from "../../src/report/render/machines/junit.ts";
import { renderMarkdown } from "../../src/report/render/markdown/markdown.ts";
import { renderSummary } from "../../src/report/render/markdown/summary.ts";
import { renderText } from "../../src/report/render/terminal/text.ts";
import { parseStored } from "../../src/stored/read.ts";
import { roundsSchema, type StoredRounds } from "../../src/stored/rounds.ts";
import { verdictSchema } from "../../src/stored/verdict.ts";
import { toJson } from "../../src/stored/write.ts";
import { PROTOTYPE_NAMES } from "../helpers/fuzz.ts";
import { gather, linesOf } from "../measure/k6/lines.ts";
import { pageOf } from "../report/render/html/read.ts";
import { kept, roundsOf } from "./rounds-of.ts";

const ROUNDS = 8;

/** Head is twice as slow. Slot a is base. */
async function measured(name: string): Promise<StoredRounds> {
  const round = (index: number) =>
    linesOf(
      Array.from({ length: 420 }, (_, i) => {
        const duration = (50 + ((i + index) % 7)) * (i % 2 ? 1 : 2);
        return { slot: i % 2 ? "a" : "b", duration, name, check: name, scenario: name } as const;
      }),
    );
  const series = await gather(Array.from({ length: ROUNDS }, (_, i) => round(i)));
  const loaded = parseConfig(
    [
      "target: { start: x }",
      "k6: { scripts: [a.js] }",
      `metrics: { ${JSON.stringify(`k6/check@*${name}`)}: { role: off } }`,
      `accept: [{ metric: ${JSON.stringify(`k6/error-rate@${name}: GET ${name}`)}, upTo: 0.1%, until: 2099-01-01, reason: ${JSON.stringify(name)} }]`,
    ].join("\n"),
    "weighbridge.yml",
  );
  const overrides = series.flatMap(({ metric }) => overridesFor(loaded, metric));
  const accept = loaded.config.accept.map(toAcceptance);
  return roundsOf({ plan: null, rounds: kept("k6", ROUNDS), series, overrides: [...new Set(overrides)], accept });
}

const shown: Readonly<Record<string, (verdict: Verdict, rounds: StoredRounds) => string>> = {
  comment: (verdict) => renderMarkdown(verdict),
  summary: (verdict) => renderSummary(verdict),
  terminal: (verdict) => renderText(verdict, { width: 100, colour: false }),
  JUnit: (verdict) => renderJunit(verdict),
  page: (verdict, rounds) => pageOf({ verdict, rounds, details: [] }),
};

describe.each([...PROTOTYPE_NAMES])("%s as endpoint, scenario, check, glob and reason", { tags: ["T19"] }, (name) => {
  test("is judged, stored, read again and shown as that name", async () => {
    const stored = parseStored(toJson(await measured(name)), "rounds.json", "rounds", roundsSchema);
    const verdict = parseStored(toJson(judgeRounds(stored)), "verdict.json", "verdict", verdictSchema);
    expect(verdict.verdict).toBe("fail");
    const ids = verdict.comparisons.map(({ metric }) => metric.id);
    expect(ids).toContain(`k6/latency-tm95@${name}: GET ${name}`);
    expect(ids.filter((id) => id.startsWith("k6/check"))).toEqual([]);
    for (const [place, render] of Object.entries(shown)) {
      const text = render(verdict, stored).replaceAll("\\_", "_");
      expect([place, text.includes(name)]).toEqual([place, true]);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
