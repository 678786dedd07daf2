// src/measure/lighthouse/session.ts
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { SIDES, SLOTS } from "../../model/series.js";
import { bandNotes } from "../bands.js";
import { judgeAssertions } from "./assert.js";
import { describePages } from "./differences/describe.js";
import { seenIn } from "./differences/seen.js";
import { factsOf, noticedIn } from "./facts.js";
import { outOfLine } from "./fit.js";
import { flowFailures, flowSeries, hasFailed, speedsOf } from "./flows/rounds.js";
import { visitFlows } from "./flows/visit.js";
import { fullRounds } from "./plan.js";
import { reportsBySide } from "./reports.js";
import { exactSeries, timingSeries } from "./rounds.js";
import { samePages } from "./same.js";
import { exactValues, timingValues } from "./values.js";
import { visitPages } from "./visit.js";
function openSession(input) {
  const { tool, pages, settings, user, plan, context } = input;
  const { flows } = settings;
  const rounds = [];
  const flowRounds = [];
  const stored = { base: [], head: [] };
  const reports = [];
  const noticed = [];
  const identical = /* @__PURE__ */ new Set();
  const speeds = [];
  let tries = 0;
  const remaining = () => pages.filter((page) => !identical.has(page) || rounds.length < fullRounds(user));
  const isLeftOut = (flow, side) => hasFailed(flowRounds, flow, side);
  const flowsRemain = () => flows.some((flow) => context.sides.some((side) => !isLeftOut(flow, side)));
  async function round(drawn) {
    const measured = remaining();
    if (measured.length === 0 && !flowsRemain()) return { kind: "measured", keep: () => keep([], "timing", []) };
    const kind = rounds.length < fullRounds(user) ? "full" : "timing";
    const served = await serve(drawn, context);
    const folder = join(context.scratch, `round-${tries++}`);
    const { seed } = drawn;
    const { system } = context;
    const shared = { tool, settings, served, seed, system };
    const visits = await visitPages({ ...shared, kind, pages: measured, folder });
    const flown = await visitFlows({ ...shared, isLeftOut, folder: join(folder, "flows") });
    const now = [...visits.map(({ lhr }) => lhr.environment.benchmarkIndex), ...speedsOf(flown)];
    const why = outOfLine(speeds, now);
    speeds.push(...now);
    if (why !== null) {
      await rm(folder, { recursive: true });
      return { kind: "unfit", why };
    }
    const mayLeaveOut = rounds.length === 0 && context.purpose !== "noise";
    const same = mayLeaveOut ? await samePages(visits, served, settings.headers, system.signal) : [];
    return {
      kind: "measured",
      keep: () => {
        for (const page of same) identical.add(page);
        keep(visits, kind, flown);
      }
    };
  }
  function keep(visits, kind, flown) {
    const values = /* @__PURE__ */ new Map();
    for (const { page, side, lhr, lhrText, report } of visits) {
      const timings = timingValues(lhr, page);
      const exact = kind === "full" ? exactValues(lhr, page) : null;
      values.set(page, { ...values.get(page), [side]: { timings, exact } });
      if (user?.assert) stored[side].push({ page, round: rounds.length, kind, lhrText });
      if (kind === "full") noticed.push({ page, side, noticed: noticedIn(lhr) });
      if (report !== null) reports.push({ page, side, lcp: timings.lcp, path: report, seen: seenIn(lhr) });
    }
    rounds.push(values);
    flowRounds.push(flown);
  }
  const flowed = () => flowSeries(flows, flowRounds);
  const timed = () => pages.filter((page) => !identical.has(page)).map((page) => timingSeries(page, rounds));
  const counted = () => pages.map((page) => exactSeries(page, rounds));
  const series = () => [...[...timed(), ...counted()].flatMap((one) => one.series), ...flowed()];
  async function collected() {
    const [timings, exact] = [timed(), counted()];
    const assertions = await judge(input, stored, rounds.length);
    const lcps = (page, side) => rounds.map((round2) => round2.get(page)?.[side]?.timings.lcp ?? null);
    const kept = reportsBySide(pages, reports, lcps);
    const all = series();
    const ids = all.map(({ metric }) => metric.id);
    return {
      series: all,
      limits: assertions.limits,
      notWeighed: [
        ...timings.flatMap(({ notWeighed }) => notWeighed),
        ...flowFailures(flowRounds),
        ...assertions.notWeighed
      ],
      notes: [
        ...user?.notes ?? [],
        ...[...identical].map(identicalNote),
        ...exact.flatMap(({ notes }) => notes),
        ...bandNotes([...timings.flatMap((one) => one.series), ...flowed()])
      ],
      files: kept.map(({ name, reports: [{ path }] }) => ({ name, path })),
      ...describePages(pages, kept, ids),
      facts: factsOf(noticed)
    };
  }
  return { plan, round, series, collected };
}
var identicalNote = (page) => `${page}: every response is byte for byte the same on both sides, so its paint times were not measured.`;
async function serve({ servers }, { sides }) {
  if (sides.length < SIDES.length) return Promise.all(sides.map((side) => servers.alone(side)));
  const both = await servers.both();
  return SLOTS.map((slot) => both[slot]);
}
async function judge({ tool: { lhci }, user, context: { scratch, system } }, runs, rounds) {
  if (!user?.assert || runs.head.length === 0) return { limits: [], notWeighed: [] };
  const folder = join(scratch, "assert");
  await mkdir(folder, { recursive: true });
  return judgeAssertions({ lhci, assert: user.assert, urlOf: user.urlOf, runs, rounds, scratch: folder, system });
}
export {
  openSession
};
