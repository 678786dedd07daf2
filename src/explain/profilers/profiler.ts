/** The contract of a profiler: it records one side while that side is driven. */
import type { Served } from "../../measure/served.ts";
import type { System } from "../../system/system.ts";
import type { Profile } from "../profile.ts";
import type { ExplainConfig } from "../schema.ts";

/** Bytes of what a profiler writes; of some seconds it is a few million. */
export const LARGEST_PROFILE = 64 * 1024 * 1024;

export interface Recorded {
  /** Of all processes of the side together, as far as the profiler follows them. */
  readonly time: Profile;
  /** Bytes that were allocated; null where it cannot tell. */
  readonly memory: Profile | null;
  /** Threads of the side that were too many to be asked; absent: none. */
  readonly left?: number;
}

interface Recording {
  /** Seconds that are recorded, whatever happens meanwhile; null: until it is ended. */
  readonly seconds: number | null;
  /** Called once the load has ended. @throws ToolError when nothing usable was recorded */
  end(): Promise<Recorded>;
}

export interface Profiler {
  /** "V8's profiler", for titles. */
  readonly name: string;
  /** Resolves when it records. `seconds`: whole ones, that it has to last. @throws ToolError saying what is missing and how to get it */
  record(served: Served, seconds: number): Promise<Recording>;
}

export interface ProfilerContext {
  readonly config: ExplainConfig;
  readonly system: System;
  /** An existing folder for files of this job, of a short path: sockets lie in it. */
  readonly scratch: string;
}

/** What a program that failed said last, before the calls that led to it: a clause for messages. */
export function lastSaid({ stderr, stdout }: { readonly stderr: string; readonly stdout: string }): string {
  const lines = `${stdout}\n${stderr}`.split("\n").map((line) => line.trim());
  return (lines.findLast((line) => line !== "" && !line.startsWith("at ")) ?? "nothing")
    .slice(0, 200)
    .replace(/[.:]$/u, "");
}

/** Why what a tool wrote cannot be used, in one line. */
export function because(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0]!.slice(0, 200);
}
