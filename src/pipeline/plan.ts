/** How many rounds there are to be, and what they cost: said before the first one. */
import { priceOf, roundsToBlock } from "../compare/price.ts";
import type { Config } from "../config/schema.ts";
import type { Session } from "../measure/collector.ts";
import type { Log } from "../system/system.ts";

export interface PlanInput {
  readonly gate: Config["gate"];
  /** Whether there are two sides; head alone is held to limits and stored jobs, which few rounds can show. */
  readonly paired: boolean;
  readonly log: Log;
}

export interface RoundPlan {
  /** As things stand. */
  rounds(): number;
  /** Milliseconds for a collector's rounds: its share of gate.maxMinutes is that of its rounds in all rounds. */
  limitOf(session: Session): number;
  /** Tells how many statistical metrics gate, once that is known. */
  learn(gating: number): void;
  notices(): readonly string[];
}

/**
 * One number of rounds for all collectors, and its price, before the first one. The first round shows how many metrics
 * there are to share the false alarms; when the rounds could then show nothing, more are planned, as far as the time allows.
 */
export async function planRounds(
  { gate, paired, log }: PlanInput,
  sessions: readonly Session[],
  boot: () => Promise<number>,
): Promise<RoundPlan> {
  const limit = gate.maxMinutes * 60_000;
  if (sessions.length === 0) return { rounds: () => 0, limitOf: () => limit, learn: () => {}, notices: () => [] };
  const bootSeconds = (await boot()) / 1000;
  const costOf = ({ plan }: Session) => plan.secondsPerRound + plan.startsPerRound * bootSeconds;
  const secondsPerRound = sessions.reduce((sum, session) => sum + costOf(session), 0);
  const price = priceOf({ ...gate, secondsPerRound });
  log.info(paired ? `${price.line}: ${price.sees}` : price.line);
  let rounds = price.rounds;
  const notices = new Set<string>();
  if ((price.cut || price.blind) && paired) notices.add(`${price.line}: ${price.sees}`);
  const learn = (gating: number) => {
    const needed = paired ? roundsToBlock(gating, gate.falseAlarms) : 0;
    if (needed <= rounds) return;
    const wanted = `${gating} gating metrics share ${gate.falseAlarms * 100} % false alarms, so fewer than ${needed} rounds cannot show any slowdown`;
    rounds = Math.max(rounds, Math.min(needed, price.fitting));
    const enough = rounds >= needed;
    if (enough) log.info(`${wanted}: ${rounds} rounds are planned now.`);
    else
      notices.add(
        `${wanted}, and ${rounds} fit into gate.maxMinutes (${gate.maxMinutes}): give it more minutes, or gate fewer metrics.`,
      );
  };
  const limitOf = (session: Session) => (limit * costOf(session)) / secondsPerRound;
  return { rounds: () => rounds, limitOf, learn, notices: () => [...notices] };
}
