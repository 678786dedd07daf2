import { setTimeout as delay } from "node:timers/promises";
import { ConfigError, OtherAnswersError, TargetError } from "../errors.ts";
import type { Build, Served } from "../measure/served.ts";
import type { Slot } from "../model/series.ts";
import { shown } from "../system/child.ts";
import { living } from "../system/group.ts";
import { portIsFree } from "../system/ports.ts";
import { listeningPorts } from "../system/sockets.ts";
import type { Command, Running, System } from "../system/system.ts";
import { ending } from "./build.ts";
import type { CommandTarget } from "./config.ts";
import { excerpt, lastLines } from "./excerpt.ts";
import { onFreePort } from "./port.ts";
import { accepts, answers, HOSTS, origin, type Probe, probe } from "./ready.ts";
import { environmentOf, substituteWords, withAdded } from "./substitute.ts";

/** Milliseconds between two tries, for one when it has been measured, and from asking a server to end to killing it. */
const INTERVAL = 50;
const ANSWER = 10_000;
const GRACE = 5_000;
/** Milliseconds that a port may still answer when its server has ended: a container's is closed by another program. */
const CLOSING = 2_000;
const LINES = 50;

/** A side that is up, with what only the one who started it needs. */
export interface Server extends Served {
  /** Rejects when it ends before `stop`, with a TargetError, of base also as `stop` does; else stays pending. */
  readonly died: Promise<never>;
  /** Throws TargetError when it has ended, accepts no connection any more, or leaves the question whether it is ready unanswered. */
  check(): Promise<void>;
  /** Resolves when all its processes are gone. Throws OtherAnswersError when the port answers even then. */
  stop(): Promise<void>;
}

/**
 * Starts `build` in `slot` and waits until it is ready. `free` is a port that nobody listened on, used where the config
 * fixes none; `added` is joined to the target's own environment. Throws TargetError when it ends, or is not ready at its deadline, with what it last answered and printed,
 * or when other programs take every free port; ConfigError when a fixed port is taken; OtherAnswersError when base fails
 * and its port answers all the same.
 */
export async function serve(
  system: System,
  config: CommandTarget,
  build: Build,
  slot: Slot,
  free: number,
  added: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const port = await choosePort(config, build, slot, free);
  const place = { dir: build.dir, slot, port };
  const command = substituteWords(config.start, place);
  const env = { ...withAdded(environmentOf(system.env, config.env, place), added), PORT: String(port) };
  const running = await system.processes.start(command, { cwd: build.dir, env });
  const end = () => running.stop(config.stop, GRACE);
  /** What answers in base's place may be why it failed. Head's failure is head's, whatever else there is. */
  const blamed = async (error: unknown, hosts: readonly string[]) => {
    if (!(error instanceof TargetError) || build.side === "head" || system.signal.aborted) return error;
    return await untilClosed(build, hosts, port, command).then(
      () => error,
      (other: unknown) => other,
    );
  };
  try {
    const ready = untilReady(system, config, build, running, port, command);
    const host = await unlessInterrupted(system.signal, ready);
    const stop = async () => {
      await end();
      if (!system.signal.aborted) await untilClosed(build, [host], port, command);
    };
    const judge = async (error: TargetError) => {
      await end();
      return blamed(error, [host]);
    };
    return {
      ...watched(build, slot, running, { host, port, ready: config.ready }, command, { judge, stop }),
      url: origin(host, port),
    };
  } catch (error) {
    await end();
    throw await blamed(error, HOSTS);
  }
}

/** A server that accepts and never answers would hold up the end of the job. Throws what `work` does; the signal's reason. */
async function unlessInterrupted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let onAbort = () => {};
  const interrupted = new Promise<never>((_, reject) => {
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

/** That nobody answers in the place of a server that has ended: what was measured there would be somebody else's. */
async function untilClosed({ side }: Build, hosts: readonly string[], port: number, command: Command): Promise<void> {
  const start = performance.now();
  const accepted = async () => (await Promise.all(hosts.map((host) => accepts(host, port, CLOSING)))).includes(null);
  while (await accepted()) {
    if (performance.now() - start > CLOSING) {
      throw new OtherAnswersError(
        `${side}: port ${port} still answers after the server "${excerpt(shown(command))}" has ended, so that what was measured there may be another program's: end what listens there, or let the command end whatever it starts.`,
      );
    }
    await delay(INTERVAL);
  }
}

async function choosePort(config: CommandTarget, { side }: Build, slot: Slot, free: number): Promise<number> {
  const fixed = config.ports?.[slot === "a" ? 0 : 1];
  if (fixed === undefined) return onFreePort(side, free, async (port) => ((await portIsFree(port)) ? port : null));
  if (await portIsFree(fixed)) return fixed;
  throw new ConfigError(
    `target.ports: port ${fixed} is taken by another program, which would be measured in place of the target; end it or choose another pair.`,
  );
}

async function untilReady(
  system: System,
  config: CommandTarget,
  { side }: Build,
  running: Running,
  port: number,
  command: Command,
): Promise<string> {
  const deadline = performance.now() + config.deadline;
  const name = excerpt(shown(command));
  const asked = config.ready === "tcp" ? `port ${port}` : `GET ${origin("127.0.0.1", port)}${config.ready}`;
  let last: Probe = { kind: "not-yet", said: "no answer" };
  for (let left = config.deadline; left > 0; left = deadline - performance.now()) {
    system.signal.throwIfAborted();
    if (running.ended) {
      const end = ending(await running.exited);
      const cure = end === "ended with exit code 0" ? " It must stay in the foreground." : "";
      const tail = lastLines(running.tail(LINES));
      throw new TargetError(side, `${side}: the server "${name}" ${end} before it was ready.${cure}${tail}`);
    }
    last = await probe(port, config.ready, deadline);
    // One that ended just now cannot have answered: somebody else did.
    if (last.kind === "ready" && !running.ended) return last.host;
    await delay(INTERVAL);
  }
  const hint = await otherPorts(running.pid, port);
  const said = last.kind === "ready" ? "" : `: ${asked} last gave ${excerpt(last.said)}`;
  throw new TargetError(
    side,
    `${side}: the server "${name}" was not ready within ${config.deadline / 1000} s${said}.${hint}${lastLines(running.tail(LINES))}`,
  );
}

function watched(
  { side }: Build,
  slot: Slot,
  running: Running,
  { host, port, ready }: { readonly host: string; readonly port: number; readonly ready: string },
  command: Command,
  { judge, stop }: { readonly judge: (death: TargetError) => Promise<unknown>; readonly stop: () => Promise<void> },
): Omit<Server, "url"> {
  const name = excerpt(shown(command));
  let stopping = false;
  const death = (how: string) =>
    new TargetError(
      side,
      `${side}: the server "${name}" ${how} while it was measured.${lastLines(running.tail(LINES))}`,
    );
  const died = new Promise<never>((_, reject) => {
    void running.exited.then(async (finished) => stopping || reject(await judge(death(ending(finished)))));
  });
  // Whoever races it sees it; nobody else must.
  died.catch(() => {});
  return {
    side,
    slot,
    died,
    processes: () => running.processes(),
    async check() {
      if (running.ended) await died;
      const refused = await accepts(host, port, ANSWER);
      if (refused !== null) throw death(`stopped accepting connections (${refused})`);
      if (!(await answers(host, port, ready, ANSWER))) throw death("stopped answering");
    },
    stop() {
      stopping = true;
      return stop();
    },
  };
}

/** Where it listens instead, when that can be seen: the usual mistake is a port of its own choice. */
async function otherPorts(group: number, port: number): Promise<string> {
  const ports = await listeningPorts(living({ group, cookie: null }));
  if (ports.length === 0 || ports.includes(port)) return "";
  return ` It listens on port ${ports.join(", ")}: let it take the port from PORT, or write \${port} into the command.`;
}
