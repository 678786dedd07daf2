// src/pipeline/plan.ts
import { priceOf, roundsToBlock } from "../compare/price.js";
async function planRounds({ gate, paired, log }, sessions, boot) {
  const limit = gate.maxMinutes * 6e4;
  if (sessions.length === 0) return { rounds: () => 0, limitOf: () => limit, learn: () => {
  }, notices: () => [] };
  const bootSeconds = await boot() / 1e3;
  const costOf = ({ plan }) => plan.secondsPerRound + plan.startsPerRound * bootSeconds;
  const secondsPerRound = sessions.reduce((sum, session) => sum + costOf(session), 0);
  const price = priceOf({ ...gate, secondsPerRound });
  log.info(paired ? `${price.line}: ${price.sees}` : price.line);
  let rounds = price.rounds;
  const notices = /* @__PURE__ */ new Set();
  if ((price.cut || price.blind) && paired) notices.add(`${price.line}: ${price.sees}`);
  const learn = (gating) => {
    const needed = paired ? roundsToBlock(gating, gate.falseAlarms) : 0;
    if (needed <= rounds) return;
    const wanted = `${gating} gating metrics share ${gate.falseAlarms * 100} % false alarms, so fewer than ${needed} rounds cannot show any slowdown`;
    rounds = Math.max(rounds, Math.min(needed, price.fitting));
    const enough = rounds >= needed;
    if (enough) log.info(`${wanted}: ${rounds} rounds are planned now.`);
    else
      notices.add(
        `${wanted}, and ${rounds} fit into gate.maxMinutes (${gate.maxMinutes}): give it more minutes, or gate fewer metrics.`
      );
  };
  const limitOf = (session) => limit * costOf(session) / secondsPerRound;
  return { rounds: () => rounds, limitOf, learn, notices: () => [...notices] };
}
export {
  planRounds
};
