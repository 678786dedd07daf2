/**
 * What the edges of the program are given to touch the world with. Built once by an entry; tests build their own.
 */
export interface System {
  readonly log: Log;
  readonly processes: Processes;
  /** Environment for the user's commands and our tools: free of secrets (system/env.ts). */
  readonly env: Readonly<Record<string, string>>;
  /** What our own connections log in by, and nothing that we start is given. */
  readonly passwords: Passwords;
  /** Aborted when the user interrupts; everything that waits must listen to it. */
  readonly signal: AbortSignal;
  /** Where downloaded or built tools are kept between runs. */
  readonly toolCache: string;
}

/** By the variables that psql, mysql and redis-cli read them from; undefined where one is not set. */
export type Passwords = Readonly<Record<"PGPASSWORD" | "MYSQL_PWD" | "REDISCLI_AUTH", string | undefined>>;

/** What a person follows. Nothing is decided from it. All go to stderr: stdout is for results. */
export interface Log {
  info(line: string): void;
  warn(line: string): void;
  /** A live line, overwritten by the next one on a terminal; an ordinary line in CI. */
  progress(line: string): void;
  /** Runs `body` inside a log group (`::group::` in CI, a heading elsewhere). */
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
}

export interface RunOptions {
  readonly cwd: string;
  /** The whole environment; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Milliseconds; the group is killed then and `timedOut` is true. */
  readonly timeout?: number;
  /** Called with each line of stdout and stderr as it comes. */
  readonly onLine?: (line: string) => void;
}

export interface Finished {
  /** null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly timedOut: boolean;
  /** The last 1 MiB of each stream. */
  readonly stdout: string;
  readonly stderr: string;
}

/** A process group of ours that goes on until stopped. */
export interface Running {
  readonly pid: number;
  /** Resolves, never rejects, when the process has ended. */
  readonly exited: Promise<Finished>;
  /** Whether it has ended. */
  readonly ended: boolean;
  /** Ids of its living processes, those that have left the group too. */
  processes(): readonly number[];
  /** The last `count` lines of stdout and stderr together (at most 50 are kept). */
  tail(count: number): readonly string[];
  /** Sends `signal` to the whole group, waits `grace` ms, then kills whatever is left. Resolves when all are gone. */
  stop(signal: NodeJS.Signals, grace: number): Promise<void>;
}

/** A command line: by the shell, or as a list of words without one. */
export type Command = string | readonly [string, ...string[]];

export interface Processes {
  /** Runs to its end in its own process group. Any exit code is a result; throws ToolError when it cannot be started. */
  run(command: Command, options: RunOptions): Promise<Finished>;
  /** Starts a process group and returns at once. Throws ToolError when it cannot be started. */
  start(command: Command, options: RunOptions): Promise<Running>;
  /** A fresh temporary folder, removed at the end of the job or by the watchdog, whatever happens. */
  temporaryFolder(prefix: string): Promise<string>;
  /** Runs `cleanup` at the end of the job even when it is interrupted; `shell` is the watchdog's form of it. */
  onEnd(cleanup: () => Promise<void>, shell: readonly string[]): void;
  /** Stops everything that is still running and removes all that is temporary. Safe to call again. */
  end(): Promise<void>;
}
