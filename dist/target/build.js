// src/target/build.ts
import { TargetError } from "../errors.js";
import { shown } from "../system/child.js";
import { masker } from "../system/env.js";
import { childLine } from "../system/log.js";
import { excerpt, lastLines } from "./excerpt.js";
import { servedFolder } from "./folder.js";
import { environmentOf, substituteWords } from "./substitute.js";
var LINES = 20;
async function buildSide(system, config, { side, dir, commit }, passed) {
  const build = { side, dir, commit };
  if (config.kind === "url") return { build, seconds: { install: 0, build: 0 } };
  const { install, build: compile, env } = config;
  const common = { side, place: { dir }, env, mask: masker(Object.values(passed)) };
  const seconds = {
    install: await timed(() => runStep(system, { ...common, what: "install", command: install, passed })),
    build: await timed(() => runStep(system, { ...common, what: "build", command: compile }))
  };
  if (config.kind === "static") await servedFolder(build, config.static);
  return { build, seconds };
}
async function runStep(system, { side, what, command, place, env, passed, mask }) {
  if (command === void 0) return;
  const filled = substituteWords(command, place);
  const show = mask ?? ((text) => text);
  const name = excerpt(show(shown(filled)));
  await system.log.group(`${side}: ${what}: ${name}`, async () => {
    const tail = [];
    const finished = await system.processes.run(filled, {
      cwd: place.dir,
      env: { ...environmentOf(system.env, env, place), ...passed },
      onLine(line) {
        tail.push(show(line));
        if (tail.length > LINES) tail.shift();
        system.log.progress(childLine(side, show(line)));
      }
    });
    if (finished.exitCode === 0) return;
    const how = `"${name}" ${ending(finished)}`;
    throw new TargetError(side, `${side}: ${what} failed: ${how}.${lastLines(tail)}`);
  });
}
function ending(finished) {
  return finished.exitCode === null ? `was ended by ${finished.signal}` : `ended with exit code ${finished.exitCode}`;
}
async function timed(work) {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1e3;
}
export {
  buildSide,
  ending,
  runStep
};
