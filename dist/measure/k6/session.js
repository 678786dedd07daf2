// src/measure/k6/session.ts
import { SLOTS } from "../../model/series.js";
import { collect, seriesOfKept } from "./collect.js";
import { drawDetails } from "./details.js";
import { driveScript } from "./drive.js";
import { tallyDrops, whyUnfit } from "./drops.js";
import { keep } from "./kept.js";
import { labelsOf, windowOf } from "./script.js";
import { tellApart } from "./told.js";
function openSession(input) {
  const { scripts, plan } = input;
  const labelOf = labelsOf(scripts);
  const kept = [];
  const told = tellApart(labelOf);
  const details = drawDetails(labelOf, windowOf(scripts[0]?.round ?? { warmup: 0, measure: 0 }) / 1e3, told.tells);
  const drops = tallyDrops(labelOf);
  const metrics = /* @__PURE__ */ new Map();
  async function round(drawn) {
    const runs = [];
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
    const charted = runs.flatMap((ran, index) => ran.map((run) => ({ ...run, script: scripts[index].label })));
    told.take(charted);
    const measured = keep(scripts, runs, { labelOf, told, metrics });
    return {
      kind: "measured",
      keep: () => {
        kept.push(measured);
        details.add(charted);
      }
    };
  }
  const series = () => seriesOfKept(scripts, kept);
  return {
    plan,
    round,
    unfitAdvice: drops.advice,
    series,
    collected: async () => ({ ...collect(scripts, kept, told), details: details.result() })
  };
}
async function runScript({ k6, config, context }, script, drawn, told) {
  const { seed } = drawn;
  const tells = (subject) => told.tells(script.label, subject);
  const drive = (served) => driveScript({ k6, config, script, served, seed, tellApart: tells, system: context.system });
  if (script.plan.driver === "twin") {
    const both = await drawn.servers.both();
    const driven = await drive(SLOTS.map((slot) => both[slot]));
    return SLOTS.map((slot) => ({ side: drawn.sides[slot], slot, ...driven }));
  }
  const ran = [];
  for (const side of drawn.order.filter((one) => context.sides.includes(one))) {
    const served = await drawn.servers.alone(side);
    ran.push({ side, slot: served.slot, ...await drive([served]) });
  }
  return ran;
}
export {
  openSession
};
