/** Starts a server and waits until it says that it is ready. */
import { ToolError } from "../errors.ts";
import type { Command, Running, RunOptions, System } from "../system/system.ts";

/** Milliseconds. */
const START = 30_000;
const GRACE = 5_000;

export interface ServerCommand extends Pick<RunOptions, "cwd" | "env" | "onLine"> {
  /** As a sentence begins with it: "Redis". */
  readonly name: string;
  readonly command: Command;
  /** Part of the line that it writes when it is ready. */
  readonly ready: string;
}

/** @throws ToolError, with what it last wrote, when it ends or is not ready in time */
export async function startServer(
  system: System,
  { name, command, ready, onLine: tell, ...place }: ServerCommand,
): Promise<Running> {
  let onReady: () => void = () => {};
  const isReady = new Promise<"ready">((resolve) => {
    onReady = () => resolve("ready");
  });
  const onLine = (line: string) => {
    if (line.includes(ready)) onReady();
    tell?.(line);
  };
  const running = await system.processes.start(command, { ...place, onLine });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), START);
  });
  const outcome = await Promise.race([isReady, late, running.exited]);
  clearTimeout(timer);
  if (outcome === "ready") return running;
  await stopServer(running);
  throw new ToolError(`${name} did not start: ${running.tail(5).join(" ").slice(0, 1000)}.`);
}

export function stopServer(running: Running): Promise<void> {
  return running.stop("SIGTERM", GRACE);
}
