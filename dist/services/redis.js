// src/services/redis.ts
import { ToolError } from "../errors.js";
import { freePorts } from "../system/ports.js";
import { which } from "../system/programs.js";
import { startServer, stopServer } from "./start.js";
async function startRedis(system, options = {}) {
  const program = await which(["redis-server"], system.env.PATH ?? "");
  if (program === null)
    throw new ToolError(
      "redis-server was not found on this machine: install it, on Debian and Ubuntu by apt-get install redis-server."
    );
  const folder = await system.processes.temporaryFolder("weighbridge-redis");
  const [port] = await freePorts(1);
  const settings = { port: `${port}`, bind: "127.0.0.1", dir: folder, save: "", appendonly: "no", ...options.settings };
  const words = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const start = () => startServer(system, {
    name: "Redis",
    command: [program, ...words],
    ready: "Ready to accept connections",
    cwd: folder,
    env: system.env
  });
  let running = await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    async restart() {
      await stopServer(running);
      running = await start();
    },
    stop: () => stopServer(running)
  };
}
export {
  startRedis
};
