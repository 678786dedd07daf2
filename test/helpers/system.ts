import { readRuntime } from "../../src/config/inputs.ts";
import { createSystem } from "../../src/system/create.ts";
import type { Log, System } from "../../src/system/system.ts";

export interface TestSystem extends AsyncDisposable {
  readonly system: System;
  /** What was logged, in order. */
  readonly lines: string[];
}

/** The real system, logging into a list. Tools come from the same cache as a user's, so that k6 is built once. */
export async function testSystem(
  signal = new AbortController().signal,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<TestSystem> {
  const lines: string[] = [];
  const add = (line: string) => void lines.push(line);
  const log: Log = { info: add, warn: add, progress: add, group: (_, body) => body() };
  const system = createSystem({
    log,
    env,
    toolCache: readRuntime().toolCache,
    signal,
  });
  return { system, lines, [Symbol.asyncDispose]: () => system.processes.end() };
}
