// src/pipeline/measure.ts
import { randomInt } from "node:crypto";
import { isGating } from "../compare/rules.js";
import { boundedCauses, boundedFacts } from "../measure/bounded.js";
import { runnerFitness } from "../measure/fitness.js";
import { measureRounds } from "../measure/rounds.js";
import { asSentence } from "../measure/subject.js";
import { laneOf } from "../model/metric.js";
import { SIDES } from "../model/series.js";
import { prepareSlots, withRoundServers } from "../target/slots.js";
import { keepFiles, openCollectors } from "./collectors.js";
import { continueFrom } from "./continue.js";
import { createDecider } from "./decide.js";
import { gatesInside, INSIDE } from "./inside.js";
import { planRounds } from "./plan.js";
import { endLines, progressOf, shortOf } from "./progress.js";
async function measureSides(input) {
  const { config, system, built, overrides, accept, all, familyOf } = input;
  const started = performance.now();
  const seed = randomInt(2 ** 32);
  const target = { system, builds: built.builds, configs: built.configs };
  const serve = (slots, body) => withRoundServers(target, slots, body);
  const boot = once(async () => {
    await prepareSlots(target);
    return rehearse(serve, input);
  });
  const opened = await openCollectors(input, boot, input.earlier?.conditions ?? {});
  const parties = opened.flatMap(({ id, session, also }) => [{ id, ...session.plan }, ...also]);
  const tools = Object.fromEntries(parties.map(({ id, tools: tools2 }) => [id, tools2]));
  const conditions = Object.fromEntries(parties.map(({ id, conditions: conditions2 }) => [id, conditions2]));
  const paired = input.sides.length === SIDES.length;
  const before = continueFrom(input, opened);
  const measuring = opened.filter(({ id, session }) => session.plan.secondsPerRound > 0 && !before.left(id).isSettled);
  const mayGate = (id) => id !== INSIDE || gatesInside(config);
  const asked = { gate: config.gate, paired, rounds: input.rounds, left: before.left, mayGate, log: system.log };
  const { lanes, notices } = await planRounds(asked, measuring, boot);
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
    seed,
    serve,
    onRound: progressOf(lanes, system.log),
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
  const collected = await Promise.all(opened.map(({ session }) => session.collected()));
  const unwatched = collected.flatMap((one) => one.unwatched ?? []);
  if (input.keep !== null) await keepFiles(input.keep, opened, collected);
  const series = before.series(refined.series(collected.flatMap((one) => one.series)), (id) => ends.get(id)?.kept ?? 0);
  const total = new Map([...ends].map(([id, end]) => [id, { ...end, kept: before.left(id).kept + end.kept }]));
  const gates = (id) => series.some(({ metric }) => laneOf(metric) === id && isGating(metric, overrides));
  for (const line of endLines(total, gates)) system.log.info(line);
  return {
    seed,
    plan: paired && measured.records.length > 0 ? decider.planAfter(series, total) : before.plan,
    rounds: [...before.tries, ...measured.records],
    series,
    limits: before.limits(collected.flatMap(({ limits }) => limits)),
    notWeighed: collected.flatMap(({ notWeighed }) => notWeighed.map(asSentence)),
    unwatched,
    causes: collected.flatMap(({ causes }) => boundedCauses(causes)),
    details: collected.flatMap(({ details }) => details),
    facts: collected.flatMap(({ facts }) => boundedFacts(facts)),
    measuredBy: opened.map(({ id, session }, index) => {
      const own = measured.records.filter(({ collector }) => collector === id);
      return {
        collector: id,
        rounds: before.left(id).kept + (ends.get(id)?.kept ?? 0),
        discarded: own.flatMap(({ discarded }) => discarded === null ? [] : [discarded]),
        notes: [...doneOf(session.plan.lines, unwatched), ...collected[index].notes].map(asSentence)
      };
    }),
    tools,
    conditions,
    notices: [
      ...before.notices,
      ...notices,
      ...refined.notices,
      ...decider.notices(),
      ...collected.flatMap(({ notices: notices2 }) => (notices2 ?? []).map(asSentence)),
      ...shortOf(lanes, ends, config.gate.maxMinutes)
    ],
    fixes: opened.flatMap((one) => one.fixes?.() ?? []),
    seconds: (performance.now() - started) / 1e3
  };
}
var seriesOf = (opened) => opened.flatMap(({ session }) => session.series());
var sessionOf = (opened, id) => opened.find((one) => one.id === id).session;
function doneOf(lines, unwatched) {
  const never = unwatched.filter(({ rounds }) => rounds === 0);
  return lines.filter((line) => !never.some(({ watcher }) => line.startsWith(`${watcher}: `)));
}
function withFitness({ records, lanes }) {
  const fitness = runnerFitness(records.map(({ readings }) => readings));
  if (fitness.kind === "fit") return lanes;
  return new Map([...lanes].map(([id, end]) => [id, { ...end, ended: "unfit", unfit: end.unfit ?? fitness.why }]));
}
function once(body) {
  let answer;
  return () => answer ??= body();
}
async function rehearse(serve, { sides, system }) {
  const started = performance.now();
  await serve({ a: "base", b: "head" }, async (servers) => {
    if (sides.length === SIDES.length) await servers.both();
    else for (const side of sides) await servers.alone(side);
    system.log.info(`The target is ready after ${((performance.now() - started) / 1e3).toFixed(1)} s.`);
  });
  return performance.now() - started;
}
export {
  measureSides
};
