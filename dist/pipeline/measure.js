// src/pipeline/measure.ts
import { randomInt } from "node:crypto";
import { isGating } from "../compare/rules.js";
import { runnerFitness } from "../measure/fitness.js";
import { measureRounds } from "../measure/rounds.js";
import { laneOf } from "../model/metric.js";
import { SIDES } from "../model/series.js";
import { withRoundServers } from "../target/slots.js";
import { collectAll, openCollectors } from "./collectors.js";
import { continueFrom } from "./continue.js";
import { createDecider } from "./decide.js";
import { gatesInside, INSIDE } from "./inside.js";
import { planRounds } from "./plan.js";
import { endLines, progressOf, shortOf } from "./progress.js";
import { rehearsalOf } from "./rehearsal.js";
async function measureSides(input) {
  const { config, system, built, overrides, accept, all, familyOf } = input;
  const started = performance.now();
  const seed = randomInt(2 ** 32);
  const target = { system, builds: built.builds, configs: built.configs };
  const boot = rehearsalOf(target, input.sides);
  const opened = await openCollectors(input, boot, input.earlier?.conditions ?? {});
  const parties = opened.flatMap(({ id, session, also }) => [{ id, ...session.plan }, ...also]);
  const tools = Object.fromEntries(parties.map(({ id, tools: tools2 }) => [id, tools2]));
  const conditions = Object.fromEntries(parties.map(({ id, conditions: conditions2 }) => [id, conditions2]));
  const paired = input.sides.length === SIDES.length;
  const before = continueFrom(input, opened);
  const measuring = opened.filter(({ id, session }) => session.plan.secondsPerRound > 0 && !before.left(id).isSettled);
  const mayGate = (id) => id !== INSIDE || gatesInside(config);
  const asked = { gate: config.gate, paired, rounds: input.rounds, left: before.left, mayGate, log: system.log };
  const { lanes, spare, notices } = await planRounds(asked, measuring, boot);
  const refined = await input.refine({ series: seriesOf(opened), tools, conditions });
  const decider = createDecider({
    lanes,
    overrides,
    falseAlarms: config.gate.falseAlarms,
    accept,
    all,
    fixed: input.rounds !== null,
    earlier: before.plan,
    familyOf,
    beside: (series2) => input.beside({ series: series2, tools, conditions })
  });
  const measured = await measureRounds({
    lanes: lanes.map(({ collector, looks, limit }) => {
      const rounds = looks.at(-1) - before.left(collector).kept;
      return { collector, session: sessionOf(opened, collector), rounds, limit };
    }),
    spare,
    seed,
    serve: (slots, body) => withRoundServers(target, slots, body),
    onRound: progressOf({ lanes, spare }, system.log),
    onBroken: (collector, kept) => system.log.info(`${collector}: round ${before.left(collector).kept + kept + 1} broke off.`),
    ask: async (kept) => {
      if (!paired) return /* @__PURE__ */ new Map();
      const now = refined.series(seriesOf(opened));
      const total2 = new Map([...kept].map(([id, count]) => [id, before.left(id).kept + count]));
      return decider.ask(
        before.series(now, (id) => kept.get(id) ?? 0),
        total2
      );
    },
    signal: system.signal
  });
  const ends = withFitness(measured);
  const { notes, notices: noticed, ...collected } = await collectAll(opened, input.keep);
  const series = before.series(refined.series(collected.series), (id) => ends.get(id)?.kept ?? 0);
  const total = new Map([...ends].map(([id, end]) => [id, { ...end, kept: before.left(id).kept + end.kept }]));
  const gates = (id) => series.some(({ metric }) => laneOf(metric) === id && isGating(metric, overrides));
  for (const line of endLines(total, gates)) system.log.info(line);
  const measuredBy = opened.map(({ id }, index) => {
    const own = measured.records.filter(({ collector }) => collector === id);
    return {
      collector: id,
      rounds: before.left(id).kept + (ends.get(id)?.kept ?? 0),
      discarded: own.flatMap(({ discarded }) => discarded === null ? [] : [discarded]),
      notes: notes[index]
    };
  });
  return {
    seed,
    plan: paired && measured.records.length > 0 ? decider.planAfter(series, total) : before.plan,
    rounds: [...before.tries, ...measured.records],
    ...collected,
    ...before.told({ ...collected, measuredBy }),
    series,
    limits: before.limits(collected.limits),
    tools,
    conditions,
    notices: [
      ...before.notices,
      ...notices,
      ...refined.notices,
      ...decider.notices(),
      ...noticed,
      ...shortOf(lanes, ends, config.gate.maxMinutes)
    ],
    fixes: opened.flatMap((one) => one.fixes?.() ?? []),
    seconds: (performance.now() - started) / 1e3
  };
}
var seriesOf = (opened) => opened.flatMap(({ session }) => session.series());
var sessionOf = (opened, id) => opened.find((one) => one.id === id).session;
function withFitness({ records, lanes }) {
  const fitness = runnerFitness(records.map(({ readings }) => readings));
  if (fitness.kind === "fit") return lanes;
  const spoilt = (end) => {
    return { ...end, ended: end.ended === "time" ? "time" : "unfit", unfit: end.unfit ?? fitness.why };
  };
  return new Map([...lanes].map(([id, end]) => [id, spoilt(end)]));
}
export {
  measureSides
};
