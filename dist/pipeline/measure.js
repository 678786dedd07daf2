// src/pipeline/measure.ts
import { randomInt } from "node:crypto";
import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { registry } from "../measure/registry.js";
import { measureRounds } from "../measure/rounds.js";
import { SIDES } from "../model/series.js";
import { prepareSlots, withRoundServers } from "../target/slots.js";
import { planRounds } from "./plan.js";
async function measureSides(input) {
  const { config, system, built, onSeries } = input;
  const started = performance.now();
  const seed = randomInt(2 ** 32);
  const target = { system, builds: built.builds, configs: built.configs };
  const serve = (slots, body) => withRoundServers(target, slots, body);
  const boot = once(async () => {
    await prepareSlots(target);
    return rehearse(serve, input);
  });
  const opened = await openCollectors(input, boot);
  const measuring = opened.filter(({ session }) => session.plan.secondsPerRound > 0);
  const plan = await planRounds(
    { gate: config.gate, paired: input.sides.length === SIDES.length, log: system.log },
    measuring.map(({ session }) => session),
    boot
  );
  const records = [];
  for (const { id, session } of measuring) {
    const progress = progressOf(id, plan.rounds, system);
    const onRound = async (record, kept2) => {
      progress(record, kept2);
      if (kept2 === 1 && record.discarded === null) plan.learn(onSeries((await session.collected()).series));
    };
    const loop = {
      collector: id,
      session,
      planned: plan.rounds,
      seed,
      serve,
      onRound,
      signal: system.signal,
      limit: plan.limitOf(session)
    };
    records.push(...await system.log.group(`${id}: measuring`, () => measureRounds(loop)));
  }
  const collected = await Promise.all(opened.map(({ session }) => session.collected()));
  if (input.keep !== null) await keepFiles(input.keep, opened, collected);
  const kept = (id) => records.filter(({ collector, discarded }) => collector === id && discarded === null).length;
  const short = measuring.filter(({ id }) => kept(id) < plan.rounds());
  return {
    seed,
    planned: plan.rounds(),
    rounds: records,
    series: collected.flatMap(({ series }) => series),
    limits: collected.flatMap(({ limits }) => limits),
    notWeighed: collected.flatMap(({ notWeighed }) => notWeighed),
    measuredBy: opened.map(({ id, session }, index) => ({
      collector: id,
      rounds: kept(id),
      discarded: records.flatMap(
        ({ collector, discarded }) => collector === id && discarded !== null ? [discarded] : []
      ),
      notes: [...session.plan.lines, ...collected[index].notes]
    })),
    tools: Object.fromEntries(opened.map(({ id, session }) => [id, session.plan.tools])),
    conditions: Object.fromEntries(opened.map(({ id, session }) => [id, session.plan.conditions])),
    notices: [
      ...plan.notices(),
      ...short.map(
        ({ id }) => `${id}: ${kept(id)} of ${plan.rounds()} rounds fitted into gate.maxMinutes (${config.gate.maxMinutes}).`
      )
    ],
    seconds: (performance.now() - started) / 1e3
  };
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
async function openCollectors({ config, built, sides, root, system, onSeries }, bootTime) {
  const folder = await system.processes.temporaryFolder("weighbridge-collectors");
  const opened = [];
  for (const entry of registry.filter(({ id }) => config[id] !== void 0)) {
    const scratch = join(folder, entry.id);
    await mkdir(scratch);
    const context = { system, sides, builds: built.builds, scratch, root, bootTime };
    const collector = await entry.load();
    const session = await collector.open(config[entry.id], context);
    for (const line of session.plan.lines) system.log.info(line);
    onSeries((await session.collected()).series);
    opened.push({ id: entry.id, session });
  }
  return opened;
}
function progressOf(id, planned, { log }) {
  let seconds = 0;
  let tries = 0;
  return ({ discarded, seconds: took }, kept) => {
    seconds += took;
    tries++;
    const left = (planned() - kept) * seconds / tries;
    const state = discarded === null ? `round ${kept}/${planned()}` : `a round was unfit (${discarded}), redoing it`;
    log.progress(
      `${id}: ${state}, ${took.toFixed(1)} s, ${left < 90 ? `${Math.round(left)} s` : `${(left / 60).toFixed(1)} min`} left`
    );
  };
}
export {
  measureSides
};
