// src/measure/inside/round.ts
import { SLOTS } from "../../model/series.js";
import { isAtOnce } from "./plan.js";
import { createPost } from "./post.js";
async function watchRound(input, { servers, order, seed }, watchers) {
  const { load, sides } = input;
  const given = [];
  const watched = [];
  const failures = /* @__PURE__ */ new Map();
  const environment = environmentOf(watchers);
  const watch = async (served) => {
    const posts = served.flatMap(
      (server) => watchers.map((watcher) => {
        const onFailure = (why) => {
          if (failures.has(watcher.id)) return;
          failures.set(watcher.id, why);
          input.onFailure(watcher.id, why);
        };
        const post = createPost(watcher, server, { signal: input.signal, onFailure });
        return { watcher: watcher.id, side: server.side, ...post };
      })
    );
    watched.push(...posts);
    const all = (step) => together(posts.map(step));
    try {
      await all((post) => post.open());
      await drive(input, served, seed, posts);
      for (const { watcher, side, readings } of posts) {
        for (const reading of await readings()) given.push({ watcher, side, ...reading });
      }
    } finally {
      await all((post) => post.stop());
    }
  };
  if (isAtOnce(load, sides)) {
    const both = await servers.both(environment);
    await watch(SLOTS.map((slot) => both[slot]));
  } else {
    for (const side of order.filter((one) => sides.includes(one))) {
      await watch([await servers.alone(side, environment)]);
    }
  }
  return {
    ...valuesOf(given.filter(({ watcher }) => !failures.has(watcher))),
    failures,
    keep: () => {
      for (const { watcher, keep } of watched) if (!failures.has(watcher)) keep();
    }
  };
}
function valuesOf(given) {
  const metrics = /* @__PURE__ */ new Map();
  const values = { base: /* @__PURE__ */ new Map(), head: /* @__PURE__ */ new Map() };
  for (const { side, metric, value } of given) {
    metrics.set(metric.id, metric);
    values[side].set(metric.id, storable(value));
  }
  return { metrics, values };
}
async function drive({ config, load }, served, seed, posts) {
  const ask = (of, step) => together(of.map((post) => post.ask((watch) => step(watch, post.slot))));
  await load.trace({
    served,
    seed,
    iterations: config.iterations,
    async onAnswer(answer) {
      const own = posts.filter(({ slot }) => slot === answer.slot);
      await ask(own, (watch) => watch.answered?.(answer));
    }
  });
  if (config.warmup > 0) await load.drive({ served, seed: after(seed, 1), milliseconds: config.warmup });
  await ask(posts, (watch) => watch.before?.());
  await ask(posts, (watch) => watch.begin?.());
  const { requests, loaded } = await load.drive({ served, seed: after(seed, 2), milliseconds: config.measure });
  await ask(posts, (watch, slot) => watch.end?.({ requests: requests[slot] ?? 0, seconds: loaded }));
  await ask(posts, (watch) => watch.after?.());
}
async function together(works) {
  for (const ended of await Promise.allSettled(works)) if (ended.status === "rejected") throw ended.reason;
}
var after = (seed, steps) => (seed + steps) % 2 ** 32;
function environmentOf(watchers) {
  const ofSlot = (slot) => {
    const joined = {};
    for (const { watching } of watchers) {
      for (const [name, value] of Object.entries(watching.environment?.(slot) ?? {})) {
        joined[name] = Object.hasOwn(joined, name) ? `${joined[name]} ${value}` : value;
      }
    }
    return joined;
  };
  return { a: ofSlot("a"), b: ofSlot("b") };
}
function storable(value) {
  return typeof value === "number" && !Number.isFinite(value) ? null : value;
}
export {
  watchRound
};
