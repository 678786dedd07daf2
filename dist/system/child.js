// src/system/child.ts
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { ToolError } from "../errors.js";
import { COOKIE } from "./group.js";
import { LastBytes, Lines, OUTPUT_LIMIT } from "./output.js";
var TAIL = 50;
var DRAIN = 250;
function shown(command) {
  return typeof command === "string" ? command : command.join(" ");
}
async function spawnChild(command, options, cookie) {
  const [file, ...words] = typeof command === "string" ? ["/bin/sh", "-c", command] : command;
  const child = spawn(file, words, {
    cwd: options.cwd,
    env: { ...options.env, [COOKIE]: cookie },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"]
  });
  const tail = [];
  const onLine = (line) => {
    tail.push(line);
    if (tail.length > TAIL) tail.shift();
    options.onLine?.(line);
  };
  const [stdout, stderr] = [collect(child.stdout, onLine), collect(child.stderr, onLine)];
  const exited = untilExit(child).then((end) => ({ ...end, stdout: stdout(), stderr: stderr() }));
  await started(child, command, options.cwd);
  if (child.pid === void 0) throw new Error("a started process without an id");
  return {
    pid: child.pid,
    exited,
    ended: () => child.exitCode !== null || child.signalCode !== null,
    tail: (count) => tail.slice(-count)
  };
}
function started(child, command, cwd) {
  return new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    child.on("error", (cause) => {
      const why = existsSync(cwd) ? cause.code === "ENOENT" ? "no such program was found on PATH" : cause.message : `the folder ${cwd} does not exist`;
      reject(new ToolError(`"${shown(command)}" could not be started: ${why}.`, { cause }));
    });
  });
}
function collect(stream, onLine) {
  const last = new LastBytes(OUTPUT_LIMIT);
  const lines = new Lines(onLine);
  stream.on("data", (chunk) => {
    last.push(chunk);
    lines.push(chunk);
  });
  return () => {
    lines.end();
    return last.text();
  };
}
function untilExit(child) {
  return new Promise((resolve) => {
    child.once("exit", (exitCode, signal) => {
      const finish = () => resolve({ exitCode, signal });
      const timer = setTimeout(() => {
        for (const stream of [child.stdout, child.stderr]) stream?.unref();
        finish();
      }, DRAIN);
      child.once("close", () => {
        clearTimeout(timer);
        finish();
      });
    });
  });
}
export {
  shown,
  spawnChild
};
