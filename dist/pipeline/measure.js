// src/pipeline/measure.ts
import { randomInt } from "node:crypto";
import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { runnerFitness } from "../measure/fitness.js";
import { registry } from "../measure/registry.js";
import { measureRounds } from "../measure/rounds.js";
import { ENDED } from "../model/plan.js";
import { SIDES } from "../model/series.js";
import { prepareSlots, withRoundServers } from "../target/slots.js";
import { continueFrom } from "./attempts.js";
import { createDecider } from "./decide.js";
import { planRounds } from "./plan.js";
async function measureSides(input) {
  const { config, system, built, overrides, all, familyOf } = input;
  const started = performance.now();
  const seed = randomInt(2 ** 32);
  const target = { system, builds: built.builds, configs: built.configs };
  const serve = (slots, body) => withRoundServers(target, slots, body);
  const boot = once(async () => {
    await prepareSlots(target);
    return rehearse(serve, input);
  });
  const opened = await openCollectors(input, boot);
  const tools = Object.fromEntries(opened.map(({ id, session }) => [id, session.plan.tools]));
  const conditions = Object.fromEntries(opened.map(({ id, session }) => [id, session.plan.conditions]));
  const paired = input.sides.length === SIDES.length;
  const before = continueFrom(paired ? input.earlier : null, opened);
  const measuring = opened.filter(({ id, session }) => session.plan.secondsPerRound > 0 && !before.left(id).isSettled);
  const asked = { gate: config.gate, paired, rounds: input.rounds, left: before.left, log: system.log };
  const { lanes, notices } = await planRounds(asked, measuring, boot);
  const refined = await input.refine(opened.flatMap(({ session }) => session.series()));
  const decider = createDecider({
    lanes,
    overrides,
    falseAlarms: config.gate.falseAlarms,
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
    onRound: progressOf(lanes, system),
    ask: async (kept) => {
      if (!paired) return /* @__PURE__ */ new Map();
      const now = refined.series(opened.flatMap(({ session }) => session.series()));
      const total2 = new Map([...kept].map(([id, count]) => [id, before.left(id).kept + count]));
      return decider.ask(
        before.series(now, (id) => kept.get(id) ?? 0),
        total2
      );
    },
    signal: system.signal
  });
  const ends = withFitness(measured);
  for (const [id, { kept, ended }] of ends) system.log.info(`${id}: ended after ${kept} rounds: ${ENDED[ended]}.`);
  const collected = await Promise.all(opened.map(({ session }) => session.collected()));
  if (input.keep !== null) await keepFiles(input.keep, opened, collected);
  const series = before.series(refined.series(collected.flatMap((one) => one.series)), (id) => ends.get(id)?.kept ?? 0);
  const total = [...ends].map(([id, end]) => [id, { ...end, kept: before.left(id).kept + end.kept }]);
  return {
    seed,
    plan: paired && measured.records.length > 0 ? decider.planAfter(series, new Map(total)) : before.plan,
    rounds: [...before.tries, ...measured.records],
    series,
    limits: before.limits(collected.flatMap(({ limits }) => limits)),
    notWeighed: collected.flatMap(({ notWeighed }) => notWeighed),
    measuredBy: opened.map(({ id, session }, index) => {
      const own = measured.records.filter(({ collector }) => collector === id);
      return {
        collector: id,
        rounds: before.left(id).kept + (ends.get(id)?.kept ?? 0),
        discarded: own.flatMap(({ discarded }) => discarded === null ? [] : [discarded]),
        notes: [...session.plan.lines, ...collected[index].notes]
      };
    }),
    tools,
    conditions,
    notices: [
      ...before.notices,
      ...notices,
      ...refined.notices,
      ...decider.notices(),
      ...shortOf(lanes, ends, config.gate.maxMinutes)
    ],
    seconds: (performance.now() - started) / 1e3
  };
}
var sessionOf = (opened, id) => opened.find((one) => one.id === id).session;
function withFitness({ records, lanes }) {
  const fitness = runnerFitness(records.map(({ readings }) => readings));
  if (fitness.kind === "fit") return lanes;
  return new Map([...lanes].map(([id, end]) => [id, { ...end, ended: "unfit", unfit: end.unfit ?? fitness.why }]));
}
function shortOf(lanes, ends, maxMinutes) {
  return lanes.flatMap(({ collector, looks }) => {
    const { ended, kept, unfit } = ends.get(collector);
    if (unfit !== null) return [`${collector}: this runner is unfit to measure: ${unfit}.`];
    if (ended !== "time") return [];
    return [`${collector}: ${kept} of ${looks.at(-1)} rounds fitted into its part of gate.maxMinutes (${maxMinutes}).`];
  });
}
async function keepFiles(folder, opened, collected) {
  for (const [index, { id }] of opened.entries()) {
    for (const { name, path } of collected[index].files) {
      const to = join(folder, id, name);
      await mkdir(dirname(to), { recursive: true });
      await copyFile(path, to);
    }
  }
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
async function openCollectors({ config, built, sides, root, system, familyOf }, bootTime) {
  const folder = await system.processes.temporaryFolder("weighbridge-collectors");
  const opened = [];
  for (const entry of registry.filter(({ id }) => config[id] !== void 0)) {
    const scratch = join(folder, entry.id);
    await mkdir(scratch);
    const context = { system, sides, builds: built.builds, scratch, root, bootTime };
    const collector = await entry.load();
    const session = await collector.open(config[entry.id], context);
    for (const line of session.plan.lines) system.log.info(line);
    familyOf(session.series());
    opened.push({ id: entry.id, session });
  }
  return opened;
}
function progressOf(lanes, { log }) {
  const tries = /* @__PURE__ */ new Map();
  return ({ collector, discarded, seconds }, kept) => {
    const before = tries.get(collector) ?? { count: 0, seconds: 0 };
    const now = { count: before.count + 1, seconds: before.seconds + seconds };
    tries.set(collector, now);
    const planned = lanes.find((lane) => lane.collector === collector).looks.at(-1);
    const left = (planned - kept) * now.seconds / now.count;
    const state = discarded === null ? `round ${kept} of at most ${planned}` : `a round was unfit (${discarded}), redoing it`;
    const minutes = left < 90 ? `${Math.round(left)} s` : `${(left / 60).toFixed(1)} min`;
    log.progress(`${collector}: ${state}, ${seconds.toFixed(1)} s, at most ${minutes} left`);
  };
}
export {
  measureSides
};
