// src/target/in-slot.ts
import { runStep } from "./build.js";
import { serve } from "./serve.js";
import { serveFolder } from "./static.js";
async function inSlot({ system, builds, configs }, side, slot, what) {
  const [build, config] = [builds[side], configs[side]];
  if (build === null || config.kind !== "command") return;
  const place = { dir: build.dir, slot };
  await runStep(system, { side, what: `${what} slot ${slot}`, command: config[what], place, env: config.env });
}
async function startSide({ system, builds, configs }, side, slot, free, added) {
  const [build, config] = [builds[side], configs[side]];
  if (config.kind === "url") return elsewhere(config.url[side], side, slot);
  if (build === null) throw new Error(`${side} was asked for, but there is no build of it`);
  if (config.kind === "static") return serveFolder(build, config.static, slot, free);
  return serve(system, config, build, slot, free, added);
}
function elsewhere(url, side, slot) {
  const nothing = async () => {
  };
  const died = new Promise(() => {
  });
  return { side, slot, url: url.replace(/\/+$/, ""), died, processes: () => [], check: nothing, stop: nothing };
}
export {
  inSlot,
  startSide
};
