// src/system/process.ts
import { randomBytes } from "node:crypto";
import { mkdirSync, realpathSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { spawnChild } from "./child.js";
import { groupExists, hunt, living } from "./group.js";
import { startWatchdog } from "./watchdog.js";
var GRACE = 2e3;
function createProcesses({ signal, temporary, env, warn }) {
  const job = randomBytes(8).toString("hex");
  const groups = /* @__PURE__ */ new Set();
  let cleanups = [];
  let watchdog = null;
  let ending = null;
  let count = 0;
  const watch = () => {
    watchdog ??= startWatchdog(job, pick(env, ["PATH", "HOME"]));
    return watchdog;
  };
  const interrupted = () => signal.aborted && ending === null;
  const patience = (grace) => () => signal.aborted || ending !== null ? Math.min(grace, GRACE) : grace;
  async function start(command, options) {
    if (interrupted()) throw signal.reason;
    const cookie = `${job}-${String(count++).padStart(6, "0")}`;
    const watching = watch();
    const child = await spawnChild(command, options, cookie);
    watching.group(child.pid);
    let timedOut = false;
    let stopping = null;
    const running = {
      pid: child.pid,
      get ended() {
        return child.ended();
      },
      processes: () => living({ group: child.pid, cookie: `${cookie}\0` }),
      tail: child.tail,
      stop(signal2, grace) {
        stopping ??= stop(child, cookie, signal2, grace).finally(forget);
        return stopping;
      },
      exited: child.exited.then(async (finished) => {
        clearTimeout(timer);
        await stopping?.catch(() => {
        });
        if (!groupExists(child.pid)) forget();
        return { ...finished, timedOut };
      })
    };
    const forget = () => {
      if (groups.delete(running)) watching.gone(child.pid);
    };
    const abandon = () => void running.stop("SIGTERM", GRACE).catch((error) => warn(error.message));
    const timer = options.timeout === void 0 ? void 0 : setTimeout(() => {
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
  async function stop(child, cookie, signal2, grace) {
    const group = !child.ended() || groupExists(child.pid) ? child.pid : null;
    await hunt({ group, cookie: `${cookie}\0` }, signal2, patience(grace));
    await child.exited;
  }
  async function run(command, options) {
    const running = await start(command, options);
    const onAbort = () => void running.stop("SIGTERM", GRACE).catch(() => {
    });
    if (ending === null) signal.addEventListener("abort", onAbort, { once: true });
    try {
      const finished = await running.exited;
      if (interrupted()) throw signal.reason;
      return finished;
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }
  async function temporaryFolder(prefix) {
    const folder = join(realpathSync(temporary), `${prefix}-${randomBytes(5).toString("hex")}`);
    watch().remove(folder);
    cleanups.push(() => remove(folder));
    mkdirSync(folder, { mode: 448 });
    return folder;
  }
  async function remove(folder) {
    const options = { recursive: true, force: true, maxRetries: 3 };
    await rm(folder, options).catch(async () => {
      await run(["chmod", "-R", "u+rwX", folder], { cwd: temporary, env });
      await rm(folder, options);
    });
  }
  async function finish() {
    const attempt = async (work) => {
      await work().catch((error) => warn(error instanceof Error ? error.message : String(error)));
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
    }
  };
}
function pick(env, names) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => names.includes(name)));
}
export {
  createProcesses
};
