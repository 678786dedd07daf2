import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import type { Socket } from "node:net";
import { ToolError } from "../errors.ts";
import { COOKIE } from "./group.ts";
import { LastBytes, Lines, OUTPUT_LIMIT } from "./output.ts";
import type { Command, Finished, RunOptions } from "./system.ts";

/** Lines kept for error messages. */
const TAIL = 50;

/** Milliseconds that output may follow the end of the process: a daemon that it left behind holds the pipe open. */
const DRAIN = 250;

export interface Child {
  readonly pid: number;
  readonly exited: Promise<Omit<Finished, "timedOut">>;
  readonly ended: () => boolean;
  readonly tail: (count: number) => readonly string[];
}

/** A command as a person reads it in a message. */
export function shown(command: Command): string {
  return typeof command === "string" ? command : command.join(" ");
}

/**
 * Starts `command` as the leader of a new process group, marked with `cookie` in its environment.
 * Throws ToolError when it cannot be started.
 */
export async function spawnChild(command: Command, options: RunOptions, cookie: string): Promise<Child> {
  const [file, ...words] = typeof command === "string" ? (["/bin/sh", "-c", command] as const) : command;
  const child = spawn(file, words, {
    cwd: options.cwd,
    env: { ...options.env, [COOKIE]: cookie },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const tail: string[] = [];
  const onLine = (line: string) => {
    tail.push(line);
    if (tail.length > TAIL) tail.shift();
    options.onLine?.(line);
  };
  const [stdout, stderr] = [collect(child.stdout, onLine), collect(child.stderr, onLine)];
  const exited = untilExit(child).then((end) => ({ ...end, stdout: stdout(), stderr: stderr() }));
  await started(child, command, options.cwd);
  if (child.pid === undefined) throw new Error("a started process without an id");
  return {
    pid: child.pid,
    exited,
    ended: () => child.exitCode !== null || child.signalCode !== null,
    tail: (count) => tail.slice(-count),
  };
}

function started(child: ChildProcess, command: Command, cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    // Stays on after the start: Node also reports a failed kill here, which is no one's concern.
    child.on("error", (cause: NodeJS.ErrnoException) => {
      // Node blames the command when it is the folder that is missing.
      const why = existsSync(cwd)
        ? cause.code === "ENOENT"
          ? "no such program was found on PATH"
          : cause.message
        : `the folder ${cwd} does not exist`;
      reject(new ToolError(`"${shown(command)}" could not be started: ${why}.`, { cause }));
    });
  });
}

function collect(stream: NodeJS.ReadableStream, onLine: (line: string) => void): () => string {
  const last = new LastBytes(OUTPUT_LIMIT);
  const lines = new Lines(onLine);
  stream.on("data", (chunk: Buffer) => {
    last.push(chunk);
    lines.push(chunk);
  });
  return () => {
    lines.end();
    return last.text();
  };
}

function untilExit(child: ChildProcess): Promise<Pick<Finished, "exitCode" | "signal">> {
  return new Promise((resolve) => {
    child.once("exit", (exitCode, signal) => {
      const finish = () => resolve({ exitCode, signal });
      const timer = setTimeout(() => {
        // Keep reading, so that what holds the pipe is not ended by SIGPIPE, but do not wait for it.
        for (const stream of [child.stdout, child.stderr]) (stream as Socket | null)?.unref();
        finish();
      }, DRAIN);
      child.once("close", () => {
        clearTimeout(timer);
        finish();
      });
    });
  });
}
