import { randomBytes } from "node:crypto";
import { mkdirSync, realpathSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type Child, spawnChild } from "./child.ts";
import { groupExists, hunt, living } from "./group.ts";
import type { Command, Finished, Processes, Running, RunOptions } from "./system.ts";
import { startWatchdog, type Watchdog } from "./watchdog.ts";

/** Milliseconds between asking and killing where nobody said otherwise; a cancelled CI job has less than 5 s in all. */
const GRACE = 2_000;

export interface ProcessesOptions {
  /** Once aborted, nothing more is started, what runs is stopped, and `run` rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** Where temporary folders are made. */
  readonly temporary: string;
  /** Environment of the watchdog's cleanups. */
  readonly env: Readonly<Record<string, string>>;
  /** Told what could not be cleaned up. */
  readonly warn: (line: string) => void;
}

/**
 * All processes of one job. What a finished `run` left behind on purpose (a database that `prepare` started) lives until
 * `end`; a `Running` is gone as a whole after `stop`. If we are killed, the watchdog does the work of `end`.
 */
export function createProcesses({ signal, temporary, env, warn }: ProcessesOptions): Processes {
  const job = randomBytes(8).toString("hex");
  const groups = new Set<Running>();
  let cleanups: (() => Promise<void>)[] = [];
  let watchdog: Watchdog | null = null;
  let ending: Promise<void> | null = null;
  let count = 0;

  const watch = () => {
    watchdog ??= startWatchdog(job, pick(env, ["PATH", "HOME"]));
    return watchdog;
  };
  const interrupted = () => signal.aborted && ending === null;
  /** Nobody waits long for a polite end once the job itself is ending. */
  const patience = (grace: number) => () => (signal.aborted || ending !== null ? Math.min(grace, GRACE) : grace);

  async function start(command: Command, options: RunOptions): Promise<Running> {
    if (interrupted()) throw signal.reason;
    // One length for all: the size of the environment shifts the stack, and with it a program's speed.
    const cookie = `${job}-${String(count++).padStart(6, "0")}`;
    const watching = watch();
    const child = await spawnChild(command, options, cookie);
    watching.group(child.pid);
    let timedOut = false;
    let stopping: Promise<void> | null = null;
    const running = {
      pid: child.pid,
      get ended() {
        return child.ended();
      },
      processes: () => living({ group: child.pid, cookie: `${cookie}\0` }),
      tail: child.tail,
      stop(signal: NodeJS.Signals, grace: number) {
        stopping ??= stop(child, cookie, signal, grace).finally(forget);
        return stopping;
      },
      exited: child.exited.then(async (finished): Promise<Finished> => {
        clearTimeout(timer);
        await stopping?.catch(() => {});
        if (!groupExists(child.pid)) forget();
        return { ...finished, timedOut };
      }),
    };
    const forget = () => {
      if (groups.delete(running)) watching.gone(child.pid);
    };
    const abandon = () => void running.stop("SIGTERM", GRACE).catch((error: Error) => warn(error.message));
    const timer =
      options.timeout === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            abandon();
          }, options.timeout);
    groups.add(running);
    if (interrupted()) {
      await running.stop("SIGTERM", GRACE);
      throw signal.reason;
    }
    return running;
  }

  async function stop(child: Child, cookie: string, signal: NodeJS.Signals, grace: number): Promise<void> {
    // An empty group's number may be someone else's by now.
    const group = !child.ended() || groupExists(child.pid) ? child.pid : null;
    await hunt({ group, cookie: `${cookie}\0` }, signal, patience(grace));
    await child.exited;
  }

  async function run(command: Command, options: RunOptions): Promise<Finished> {
    const running = await start(command, options);
    const onAbort = () => void running.stop("SIGTERM", GRACE).catch(() => {});
    if (ending === null) signal.addEventListener("abort", onAbort, { once: true });
    try {
      const finished = await running.exited;
      if (interrupted()) throw signal.reason;
      return finished;
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }

  async function temporaryFolder(prefix: string): Promise<string> {
    // Named by us and told to the watchdog before it exists, so that there is no moment in which it could be left behind.
    const folder = join(realpathSync(temporary), `${prefix}-${randomBytes(5).toString("hex")}`);
    watch().remove(folder);
    cleanups.push(() => remove(folder));
    mkdirSync(folder, { mode: 0o700 });
    return folder;
  }

  async function remove(folder: string): Promise<void> {
    const options = { recursive: true, force: true, maxRetries: 3 } as const;
    await rm(folder, options).catch(async () => {
      // Package managers make read-only folders (Go's module cache).
      await run(["chmod", "-R", "u+rwX", folder], { cwd: temporary, env });
      await rm(folder, options);
    });
  }

  async function finish(): Promise<void> {
    const attempt = async (work: () => Promise<void>) => {
      await work().catch((error: unknown) => warn(error instanceof Error ? error.message : String(error)));
    };
    await Promise.all([...groups].map((running) => attempt(() => running.stop("SIGTERM", GRACE))));
    if (watchdog !== null) await attempt(() => hunt({ group: null, cookie: `${job}-` }, "SIGTERM", () => GRACE));
    for (const cleanup of cleanups.reverse()) await attempt(cleanup);
    cleanups = [];
    await watchdog?.standDown();
    watchdog = null;
  }

  return {
    run,
    start,
    temporaryFolder,
    onEnd(cleanup, shell) {
      watch().run(shell);
      cleanups.push(cleanup);
    },
    end() {
      ending ??= finish().finally(() => {
        ending = null;
      });
      return ending;
    },
  };
}

function pick(env: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => names.includes(name)));
}
