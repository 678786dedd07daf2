// src/services/start.ts
import { ToolError } from "../errors.js";
var START = 3e4;
var GRACE = 5e3;
async function startServer(system, { name, command, ready, onLine: tell, ...place }) {
  let onReady = () => {
  };
  const isReady = new Promise((resolve) => {
    onReady = () => resolve("ready");
  });
  const onLine = (line) => {
    if (line.includes(ready)) onReady();
    tell?.(line);
  };
  const running = await system.processes.start(command, { ...place, onLine });
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve("late"), START);
  });
  const outcome = await Promise.race([isReady, late, running.exited]);
  clearTimeout(timer);
  if (outcome === "ready") return running;
  await stopServer(running);
  throw new ToolError(`${name} did not start: ${running.tail(5).join(" ").slice(0, 1e3)}.`);
}
function stopServer(running) {
  return running.stop("SIGTERM", GRACE);
}
export {
  startServer,
  stopServer
};
