/** One job's use of k6: the scripts made ready, driven a round at a time, their values gathered. */
import type { Metric, MetricId } from "../../model/metric.ts";
import { SLOTS } from "../../model/series.ts";
import type { CollectorContext, CollectorPlan, Round, RoundOutcome, Session } from "../collector.ts";
import type { Served } from "../served.ts";
import { collect, seriesOfKept } from "./collect.ts";
import { drawDetails } from "./details.ts";
import { driveScript } from "./drive.ts";
import { tallyDrops, whyUnfit } from "./drops.ts";
import type { Subject } from "./fold/subject.ts";
import { type KeptRound, keep, type SideRun } from "./kept.ts";
import type { K6Config } from "./schema.ts";
import { labelsOf, type PreparedScript, windowOf } from "./script.ts";
import { type Told, tellApart } from "./told.ts";

export interface SessionInput {
  readonly k6: string;
  readonly config: K6Config;
  readonly scripts: readonly PreparedScript[];
  readonly plan: CollectorPlan;
  readonly context: CollectorContext;
}

export function openSession(input: SessionInput): Session {
  const { scripts, plan } = input;
  const labelOf = labelsOf(scripts);
  const kept: KeptRound[] = [];
  // All scripts have rounds of one length.
  const told = tellApart(labelOf);
  const details = drawDetails(labelOf, windowOf(scripts[0]?.round ?? { warmup: 0, measure: 0 }) / 1000, told.tells);
  const drops = tallyDrops(labelOf);
  const metrics = new Map<MetricId, Metric>();

  async function round(drawn: Round): Promise<RoundOutcome> {
    const runs: SideRun[][] = [];
    for (const script of scripts) {
      const ran = await runScript(input, script, drawn, told);
      const folds = ran.map(({ fold }) => fold);
      const why = whyUnfit(folds, script.label, script.round);
      if (why !== null) {
        drops.add(script, ran);
        return { kind: "unfit", why };
      }
      runs.push(ran);
    }
    const charted = runs.flatMap((ran, index) => ran.map((run) => ({ ...run, script: scripts[index]!.label })));
    told.take(charted);
    const measured = keep(scripts, runs, { labelOf, told, metrics });
    return {
      kind: "measured",
      keep: () => {
        kept.push(measured);
        details.add(charted);
      },
    };
  }

  const series = () => seriesOfKept(scripts, kept);
  return {
    plan,
    round,
    unfitAdvice: drops.advice,
    series,
    collected: async () => ({ ...collect(scripts, kept, told), details: details.result() }),
  };
}

/** Both sides at once, or one after the other in the order drawn. */
async function runScript(
  { k6, config, context }: SessionInput,
  script: PreparedScript,
  drawn: Round,
  told: Told,
): Promise<SideRun[]> {
  const { seed } = drawn;
  const tells = (subject: Subject) => told.tells(script.label, subject);
  const drive = (served: readonly Served[]) =>
    driveScript({ k6, config, script, served, seed, tellApart: tells, system: context.system });
  if (script.plan.driver === "twin") {
    const both = await drawn.servers.both();
    const driven = await drive(SLOTS.map((slot) => both[slot]));
    return SLOTS.map((slot) => ({ side: drawn.sides[slot], slot, ...driven }));
  }
  const ran: SideRun[] = [];
  for (const side of drawn.order.filter((one) => context.sides.includes(one))) {
    const served = await drawn.servers.alone(side);
    ran.push({ side, slot: served.slot, ...(await drive([served])) });
  }
  return ran;
}
