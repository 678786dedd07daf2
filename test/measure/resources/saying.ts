/** A process that tells what the kernel counts of it, for readings of it from outside to be held against. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const SCRIPT = `
const { readFileSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const never = new Int32Array(new SharedArrayBuffer(4));
const does = {
  spin: () => { let sum = 1; for (let i = 0; i < 5e7; i++) sum = Math.imul(sum ^ i, 0x9e3779b1); return sum; },
  nap: () => { for (let i = 0; i < 500; i++) Atomics.wait(never, 0, 0, 1); },
  write: () => {
    const path = join(tmpdir(), "saying-" + process.pid);
    writeFileSync(path, Buffer.alloc(1_000_000, 1), { flush: true });
    rmSync(path);
  },
  send: () => {
    const socket = require("node:dgram").createSocket("udp4");
    return new Promise((resolve) => socket.bind(() => {
      socket.setBroadcast(true);
      socket.send(Buffer.alloc(1000), 9, "10.9.0.255", () => socket.close(resolve));
    }));
  },
};
require("node:readline").createInterface({ input: process.stdin }).on("line", async (line) => {
  await does[line]?.();
  const used = process.resourceUsage();
  const ran = Number(readFileSync("/proc/self/schedstat", "utf8").split(" ")[0]) / 1e6;
  console.log(JSON.stringify({ used, ran, network: readFileSync("/proc/self/net/dev", "utf8") }));
});
`;

export interface Said {
  readonly used: NodeJS.ResourceUsage;
  /** Milliseconds that its main thread has run. */
  readonly ran: number;
  /** Its /proc/self/net/dev. */
  readonly network: string;
}

export interface Saying extends AsyncDisposable {
  readonly pid: number;
  /** Has it do something, if that is named, and tell then. */
  ask(what?: "spin" | "nap" | "write" | "send"): Promise<Said>;
}

/** `around`: a shell command before it, which it takes the place of. */
export async function startSaying(around = ":"): Promise<Saying> {
  const command = `${around} && exec "$0" -e "$1"`;
  const [shell, ...options] = around === ":" ? ["sh"] : ["unshare", "-rn", "sh"];
  const child = spawn(shell!, [...options, "-c", command, process.execPath, SCRIPT], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout });
  const saying: Saying = {
    pid: child.pid!,
    async ask(what) {
      const line = once(lines, "line");
      child.stdin.write(`${what ?? ""}\n`);
      return JSON.parse((await line)[0] as string) as Said;
    },
    async [Symbol.asyncDispose]() {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
  await saying.ask();
  return saying;
}
