import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { CONDITIONS } from "./conditions.ts";
import { merged, type Tally, type Task } from "./tally.ts";

/** Pull requests a task. */
const CHUNK = 200;

/** Judges so many pull requests of every condition on all cores. What comes out does not depend on how many there are. */
export async function tallyAll(pullRequests: number, seed: number): Promise<readonly Tally[]> {
  const tasks = CONDITIONS.flatMap((_, condition) =>
    Array.from({ length: Math.ceil(pullRequests / CHUNK) }, (_, chunk): Task => {
      const from = chunk * CHUNK;
      return { seed, condition, from, to: Math.min(from + CHUNK, pullRequests) };
    }),
  );
  // The largest families last in the list are the longest tasks: they go first, so that no core waits for another.
  const waiting = tasks.sort((a, b) => CONDITIONS[a.condition]!.cv.length - CONDITIONS[b.condition]!.cv.length);
  const workers = Array.from({ length: availableParallelism() }, () => work(waiting));
  return merged((await Promise.all(workers)).flat());
}

/** A process of its own, not a thread: it starts with the loader for TypeScript that this one was started with. */
async function work(waiting: Task[]): Promise<readonly Tally[]> {
  const worker = fork(fileURLToPath(new URL("./worker.ts", import.meta.url)));
  const tallies: Tally[] = [];
  for (let task = waiting.pop(); task !== undefined; task = waiting.pop()) {
    worker.send(task);
    tallies.push(...(await answer(worker)));
  }
  worker.disconnect();
  return tallies;
}

function answer(worker: ChildProcess): Promise<readonly Tally[]> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`A worker ended without an answer (exit code ${code}).`));
    worker.once("exit", ended);
    worker.once("message", (tallied: readonly Tally[]) => {
      worker.off("exit", ended);
      resolve(tallied);
    });
  });
}
