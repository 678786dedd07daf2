/** A throw-away Redis, of the program that is installed: for the demo and for tests. In memory alone. */
import { ToolError } from "../errors.ts";
import { freePorts } from "../system/ports.ts";
import { which } from "../system/programs.ts";
import type { System } from "../system/system.ts";
import { startServer, stopServer } from "./start.ts";

export interface RedisOptions {
  /** Besides or instead of ours, as in redis.conf: `{ maxmemory: "2mb" }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface RedisService {
  readonly port: number;
  /** redis://127.0.0.1:20001 */
  readonly url: string;
  /** Ends it and starts it on the same port, empty. */
  restart(): Promise<void>;
  /** Ends all connections. Safe to call again. */
  stop(): Promise<void>;
}

/** @throws ToolError where Redis is not installed or does not start */
export async function startRedis(system: System, options: RedisOptions = {}): Promise<RedisService> {
  const program = await which(["redis-server"], system.env.PATH ?? "");
  if (program === null)
    throw new ToolError(
      "redis-server was not found on this machine: install it, on Debian and Ubuntu by apt-get install redis-server.",
    );
  const folder = await system.processes.temporaryFolder("weighbridge-redis");
  const [port] = await freePorts(1);
  const settings = { port: `${port}`, bind: "127.0.0.1", dir: folder, save: "", appendonly: "no", ...options.settings };
  const words = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const start = () =>
    startServer(system, {
      name: "Redis",
      command: [program, ...words],
      ready: "Ready to accept connections",
      cwd: folder,
      env: system.env,
    });
  let running = await start();
  return {
    port: port!,
    url: `redis://127.0.0.1:${port}`,
    async restart() {
      await stopServer(running);
      running = await start();
    },
    stop: () => stopServer(running),
  };
}
