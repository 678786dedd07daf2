/** A job in which everything that comes from outside has one name, to see what becomes of that name in a report. */

import type { Series } from "../../src/model/series.ts";
import { SAMPLE, type Sample } from "./sample.ts";
import { finding } from "./states.ts";
import { budget, slower, verdictOf } from "./verdicts.ts";

export function named(name: string): Sample {
  const id = `k6/latency-tm95@${name}`;
  const at = { file: name, line: 3 };
  const side = { ref: name, commit: name, subject: name };
  const texts = [name, name];
  const comparison = { ...slower, metric: { ...slower.metric, id, roleReason: name }, note: name };
  const check = budget({ name, metric: null, outcome: "broken", at });
  const bad = finding({
    collector: name,
    subject: name,
    name,
    note: name,
    at,
    title: name,
    of: name,
    why: name,
    todo: name,
  });
  const override = {
    by: name,
    permission: name,
    reason: name,
    commit: name,
    url: "https://example.com/1",
    at: "2026-01-31T12:00:00Z",
  };
  // Of the sample's first metric: any values do.
  const series = SAMPLE.rounds.series.slice(0, 1).map((one) => ({ ...one, metric: comparison.metric }) as Series);
  const about = SAMPLE.details.filter(({ kind }) => kind === "distribution" || kind === "timeline").slice(0, 2);
  return {
    verdict: verdictOf({
      verdict: "fail",
      blocks: true,
      reasons: [
        { kind: "regressed", metric: id },
        { kind: "budget", check },
        { kind: "finding", finding: bad },
        { kind: "could-not-measure", why: `${name}\n${name}` },
      ],
      comparisons: [
        comparison,
        { ...comparison, rule: { ...comparison.rule, role: "watch" }, metric: { ...comparison.metric, id: `${id}2` } },
      ],
      budgets: [check, budget({ metric: id, at })],
      causes: (["module", "statement", "function"] as const).map((kind) => {
        return { metric: id, kind, name, base: 1, head: 2, unit: "bytes", whole: 1, note: name, at };
      }),
      findings: [bad, { ...bad, since: "standing" }],
      accepted: [{ metric: id, upTo: 0.1, until: "2026-01-31", reason: name }],
      gateChanges: [{ file: name, kind: "config", changes: texts }],
      override,
      base: { side: "base", ...side },
      head: { side: "head", ...side },
      environment: { cpu: name, cores: 2, memoryBytes: 1, os: name, tools: { k6: name } },
      runnerNoise: name,
      measuredBy: [{ collector: name, rounds: 3, discarded: texts, notes: texts }],
      notWeighed: texts,
      notices: texts,
      version: name,
    }),
    rounds: { ...SAMPLE.rounds, series, overrides: [{ glob: name, role: "gate" }] },
    details: [
      ...about.map((one) => ({ ...one, subject: name })),
      {
        kind: "tree",
        collector: name,
        title: name,
        unit: "bytes",
        by: name,
        leaves: [{ path: name, base: 1, head: 2 }],
      },
      {
        kind: "page",
        collector: name,
        subject: name,
        loads: { base: { film: [], element: name, file: null }, head: null },
        audits: [{ id: name, title: name, change: "worse", base: name, head: name }],
        resources: [{ name, type: name, base: 1, head: 2 }],
      },
      {
        kind: "flame",
        collector: name,
        subject: name,
        title: name,
        unit: "ms",
        nodes: [
          { name, at, base: 1, head: 2, children: [1] },
          { name, at, base: null, head: 1, children: [] },
        ],
      },
    ],
  };
}
