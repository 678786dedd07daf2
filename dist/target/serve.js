// src/target/serve.ts
import { setTimeout as delay } from "node:timers/promises";
import { ConfigError, OtherAnswersError, TargetError } from "../errors.js";
import { shown } from "../system/child.js";
import { living } from "../system/group.js";
import { portIsFree } from "../system/ports.js";
import { listeningPorts } from "../system/sockets.js";
import { ending } from "./build.js";
import { excerpt, lastLines } from "./excerpt.js";
import { onFreePort } from "./port.js";
import { accepts, answers, HOSTS, origin, probe } from "./ready.js";
import { environmentOf, substituteWords, withAdded } from "./substitute.js";
var INTERVAL = 50;
var ANSWER = 1e4;
var GRACE = 5e3;
var CLOSING = 2e3;
var LINES = 50;
async function serve(system, config, build, slot, free, added = {}) {
  const port = await choosePort(config, build, slot, free);
  const place = { dir: build.dir, slot, port };
  const command = substituteWords(config.start, place);
  const env = { ...withAdded(environmentOf(system.env, config.env, place), added), PORT: String(port) };
  const running = await system.processes.start(command, { cwd: build.dir, env });
  const end = () => running.stop(config.stop, GRACE);
  const blamed = async (error, hosts) => {
    if (!(error instanceof TargetError) || build.side === "head" || system.signal.aborted) return error;
    return await untilClosed(build, hosts, port, command).then(
      () => error,
      (other) => other
    );
  };
  try {
    const ready = untilReady(system, config, build, running, port, command);
    const host = await unlessInterrupted(system.signal, ready);
    const stop = async () => {
      await end();
      if (!system.signal.aborted) await untilClosed(build, [host], port, command);
    };
    const judge = async (error) => {
      await end();
      return blamed(error, [host]);
    };
    return {
      ...watched(build, slot, running, { host, port, ready: config.ready }, command, { judge, stop }),
      url: origin(host, port)
    };
  } catch (error) {
    await end();
    throw await blamed(error, HOSTS);
  }
}
async function unlessInterrupted(signal, work) {
  let onAbort = () => {
  };
  const interrupted = new Promise((_, reject) => {
    onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    return await Promise.race([work, interrupted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
async function untilClosed({ side }, hosts, port, command) {
  const start = performance.now();
  const accepted = async () => (await Promise.all(hosts.map((host) => accepts(host, port, CLOSING)))).includes(null);
  while (await accepted()) {
    if (performance.now() - start > CLOSING) {
      throw new OtherAnswersError(
        `${side}: port ${port} still answers after the server "${excerpt(shown(command))}" has ended, so that what was measured there may be another program's: end what listens there, or let the command end whatever it starts.`
      );
    }
    await delay(INTERVAL);
  }
}
async function choosePort(config, { side }, slot, free) {
  const fixed = config.ports?.[slot === "a" ? 0 : 1];
  if (fixed === void 0) return onFreePort(side, free, async (port) => await portIsFree(port) ? port : null);
  if (await portIsFree(fixed)) return fixed;
  throw new ConfigError(
    `target.ports: port ${fixed} is taken by another program, which would be measured in place of the target; end it or choose another pair.`
  );
}
async function untilReady(system, config, { side }, running, port, command) {
  const deadline = performance.now() + config.deadline;
  const name = excerpt(shown(command));
  const asked = config.ready === "tcp" ? `port ${port}` : `GET ${origin("127.0.0.1", port)}${config.ready}`;
  let last = { kind: "not-yet", said: "no answer" };
  for (let left = config.deadline; left > 0; left = deadline - performance.now()) {
    system.signal.throwIfAborted();
    if (running.ended) {
      const end = ending(await running.exited);
      const cure = end === "ended with exit code 0" ? " It must stay in the foreground." : "";
      const tail = lastLines(running.tail(LINES));
      throw new TargetError(side, `${side}: the server "${name}" ${end} before it was ready.${cure}${tail}`);
    }
    last = await probe(port, config.ready, deadline);
    if (last.kind === "ready" && !running.ended) return last.host;
    await delay(INTERVAL);
  }
  const hint = await otherPorts(running.pid, port);
  const said = last.kind === "ready" ? "" : `: ${asked} last gave ${excerpt(last.said)}`;
  throw new TargetError(
    side,
    `${side}: the server "${name}" was not ready within ${config.deadline / 1e3} s${said}.${hint}${lastLines(running.tail(LINES))}`
  );
}
function watched({ side }, slot, running, { host, port, ready }, command, { judge, stop }) {
  const name = excerpt(shown(command));
  let stopping = false;
  const death = (how) => new TargetError(
    side,
    `${side}: the server "${name}" ${how} while it was measured.${lastLines(running.tail(LINES))}`
  );
  const died = new Promise((_, reject) => {
    void running.exited.then(async (finished) => stopping || reject(await judge(death(ending(finished)))));
  });
  died.catch(() => {
  });
  return {
    side,
    slot,
    died,
    processes: () => running.processes(),
    async check() {
      if (running.ended) await died;
      const refused = await accepts(host, port, ANSWER);
      if (refused !== null) throw death(`stopped accepting connections (${refused})`);
      if (!await answers(host, port, ready, ANSWER)) throw death("stopped answering");
    },
    stop() {
      stopping = true;
      return stop();
    }
  };
}
async function otherPorts(group, port) {
  const ports = await listeningPorts(living({ group, cookie: null }));
  if (ports.length === 0 || ports.includes(port)) return "";
  return ` It listens on port ${ports.join(", ")}: let it take the port from PORT, or write \${port} into the command.`;
}
export {
  serve
};
