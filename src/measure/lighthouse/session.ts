/** One job's use of Lighthouse: its rounds, what they gave, and what is left out of the later ones. */
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { SIDES, type Side, SLOTS } from "../../model/series.ts";
import { bandNotes } from "../bands.ts";
import type { Collected } from "../collected.ts";
import type { CollectorContext, CollectorPlan, Round, RoundOutcome, Session } from "../collector.ts";
import type { Served } from "../served.ts";
import { judgeAssertions, type StoredRun } from "./assert.ts";
import { describePages } from "./differences/describe.ts";
import { seenIn } from "./differences/seen.ts";
import { factsOf, type NoticedIn, noticedIn } from "./facts.ts";
import { outOfLine } from "./fit.ts";
import { type FlowRound, flowFailures, flowSeries, hasFailed, speedsOf } from "./flows/rounds.ts";
import { visitFlows } from "./flows/visit.ts";
import { fullRounds } from "./plan.ts";
import type { UserConfig } from "./rc.ts";
import { type Report, reportsBySide } from "./reports.ts";
import { exactSeries, type RoundValues, type RunValues, timingSeries } from "./rounds.ts";
import type { LighthouseTool } from "./run.ts";
import { samePages } from "./same.ts";
import type { Flow, Settings } from "./settings.ts";
import { exactValues, timingValues } from "./values.ts";
import { type RunKind, type Visit, visitPages } from "./visit.ts";

export interface SessionInput {
  readonly tool: LighthouseTool;
  /** Paths of the target. */
  readonly pages: readonly string[];
  readonly settings: Settings;
  readonly user: UserConfig | null;
  readonly plan: CollectorPlan;
  readonly context: CollectorContext;
}

export function openSession(input: SessionInput): Session {
  const { tool, pages, settings, user, plan, context } = input;
  const { flows } = settings;
  const rounds: RoundValues[] = [];
  const flowRounds: FlowRound[] = [];
  const stored: Record<Side, StoredRun[]> = { base: [], head: [] };
  const reports: Report[] = [];
  const noticed: NoticedIn[] = [];
  const identical = new Set<string>();
  /** Lighthouse's benchmarkIndex of every run so far. */
  const speeds: number[] = [];
  let tries = 0;

  /** An identical page has no times to tell base from head; what is exact, and assertions on it, want their runs. */
  const remaining = () => pages.filter((page) => !identical.has(page) || rounds.length < fullRounds(user));

  const isLeftOut = (flow: Flow, side: Side) => hasFailed(flowRounds, flow, side);
  const flowsRemain = () => flows.some((flow) => context.sides.some((side) => !isLeftOut(flow, side)));

  async function round(drawn: Round): Promise<RoundOutcome> {
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
      },
    };
  }

  function keep(visits: readonly Visit[], kind: RunKind, flown: FlowRound): void {
    const values = new Map<string, Partial<Record<Side, RunValues>>>();
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

  async function collected(): Promise<Collected> {
    const [timings, exact] = [timed(), counted()];
    const assertions = await judge(input, stored, rounds.length);
    const lcps = (page: string, side: Side) => rounds.map((round) => round.get(page)?.[side]?.timings.lcp ?? null);
    const kept = reportsBySide(pages, reports, lcps);
    const all = series();
    const ids = all.map(({ metric }) => metric.id);
    return {
      series: all,
      limits: assertions.limits,
      notWeighed: [
        ...timings.flatMap(({ notWeighed }) => notWeighed),
        ...flowFailures(flowRounds),
        ...assertions.notWeighed,
      ],
      notes: [
        ...(user?.notes ?? []),
        ...[...identical].map(identicalNote),
        ...exact.flatMap(({ notes }) => notes),
        ...bandNotes([...timings.flatMap((one) => one.series), ...flowed()]),
      ],
      files: kept.map(({ name, reports: [{ path }] }) => ({ name, path })),
      ...describePages(pages, kept, ids),
      facts: factsOf(noticed),
    };
  }

  return { plan, round, series, collected };
}

const identicalNote = (page: string) =>
  `${page}: every response is byte for byte the same on both sides, so its paint times were not measured.`;

/** Both sides are up at once, though only one is loaded at a time: a round starts its servers once. */
async function serve({ servers }: Round, { sides }: CollectorContext): Promise<readonly Served[]> {
  if (sides.length < SIDES.length) return Promise.all(sides.map((side) => servers.alone(side)));
  const both = await servers.both();
  return SLOTS.map((slot) => both[slot]);
}

async function judge(
  { tool: { lhci }, user, context: { scratch, system } }: SessionInput,
  runs: Readonly<Record<Side, readonly StoredRun[]>>,
  rounds: number,
): Promise<Pick<Collected, "limits" | "notWeighed">> {
  if (!user?.assert || runs.head.length === 0) return { limits: [], notWeighed: [] };
  const folder = join(scratch, "assert");
  await mkdir(folder, { recursive: true });
  return judgeAssertions({ lhci, assert: user.assert, urlOf: user.urlOf, runs, rounds, scratch: folder, system });
}
