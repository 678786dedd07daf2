// src/pipeline/measure.ts
import { randomInt } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { priceOf } from "../compare/price.js";
import { registry } from "../measure/registry.js";
import { measureRounds } from "../measure/rounds.js";
import { SIDES } from "../model/series.js";
import { prepareSlots, withRoundServers } from "../target/slots.js";
async function measureSides(input) {
  const { config, system, sides, built } = input;
  const started = performance.now();
  const seed = randomInt(2 ** 32);
  const serve = (slots, body) => withRoundServers({ system, builds: built.builds, configs: built.configs }, slots, body);
  const collectors = registry.filter(({ id }) => config[id] !== void 0);
  const needsServers = config.k6 !== void 0;
  if (needsServers) await prepareSlots({ system, builds: built.builds, configs: built.configs });
  const bootTime = needsServers ? await rehearse(serve, sides, system) : 0;
  const opened = await openCollectors(input, collectors, bootTime);
  const { rounds, notice } = planRounds(input, opened, bootTime, system);
  const records = [];
  for (const { id, session } of opened.filter((one) => one.session.plan.secondsPerRound > 0)) {
    const onRound = progressOf(id, rounds, system);
    records.push(
      ...await measureRounds({
        collector: id,
        session,
        planned: rounds,
        seed,
        serve,
        onRound,
        signal: system.signal
      })
    );
  }
  const collected = await Promise.all(opened.map(({ session }) => session.collected()));
  return {
    seed,
    planned: rounds,
    rounds: records,
    series: collected.flatMap(({ series }) => series),
    limits: collected.flatMap(({ limits }) => limits),
    notWeighed: collected.flatMap(({ notWeighed }) => notWeighed),
    measuredBy: opened.map(({ id }, index) => ({
      collector: id,
      rounds: records.filter(({ collector, discarded }) => collector === id && discarded === null).length,
      discarded: records.flatMap(
        ({ collector, discarded }) => collector === id && discarded !== null ? [discarded] : []
      ),
      notes: [...opened[index].session.plan.lines, ...collected[index].notes]
    })),
    tools: Object.assign({}, ...opened.map(({ session }) => session.plan.tools)),
    notices: notice === null ? [] : [notice],
    seconds: (performance.now() - started) / 1e3
  };
}
async function rehearse(serve, sides, system) {
  const started = performance.now();
  await serve({ a: "base", b: "head" }, async (servers) => {
    if (sides.length === SIDES.length) await servers.both();
    else for (const side of sides) await servers.alone(side);
    system.log.info(`The target is ready after ${((performance.now() - started) / 1e3).toFixed(1)} s.`);
  });
  return performance.now() - started;
}
async function openCollectors({ config, built, sides, root, system }, collectors, bootTime) {
  const folder = await system.processes.temporaryFolder("weighbridge-collectors");
  const opened = [];
  for (const entry of collectors) {
    const scratch = join(folder, entry.id);
    await mkdir(scratch);
    const context = { system, sides, builds: built.builds, scratch, root, bootTime };
    const collector = await entry.load();
    const section = config[entry.id];
    const session = await collector.open(section, context);
    for (const line of session.plan.lines) system.log.info(line);
    opened.push({ id: entry.id, session });
  }
  return opened;
}
function planRounds({ config: { gate }, sides }, opened, bootTime, system) {
  const measuring = opened.map(({ session }) => session.plan.secondsPerRound).filter((seconds) => seconds > 0);
  if (measuring.length === 0) return { rounds: 0, notice: null };
  const secondsPerRound = measuring.reduce((sum, seconds) => sum + seconds + bootTime / 1e3, 0);
  const { effort, maxMinutes, falseAlarms } = gate;
  const price = priceOf({ effort, maxMinutes, secondsPerRound, falseAlarms });
  system.log.info(price.line);
  return { rounds: price.rounds, notice: price.blind && sides.length > 1 ? price.line : null };
}
function progressOf(id, planned, { log }) {
  let seconds = 0;
  let tries = 0;
  return ({ discarded, seconds: took }, kept) => {
    seconds += took;
    tries++;
    const left = (planned - kept) * seconds / tries;
    const state = discarded === null ? `round ${kept}/${planned}` : `a round was unfit (${discarded}), redoing it`;
    log.progress(
      `${id}: ${state}, ${took.toFixed(1)} s, ${left < 90 ? `${Math.round(left)} s` : `${(left / 60).toFixed(1)} min`} left`
    );
  };
}
export {
  measureSides
};
