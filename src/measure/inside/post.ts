/** One watcher at one server. What it is asked for has a time limit, and failing is its own affair: everything else goes on. */
import { ExpectedError, OtherAnswersError, TargetError, ToolError } from "../../errors.ts";
import type { Slot } from "../../model/series.ts";
import type { Served } from "../served.ts";
import { asSentence } from "../subject.ts";
import type { OpenedWatcher, Reading, Watch } from "../watcher.ts";

/** Milliseconds; a watcher's own limits are shorter, and say more. */
const LIMIT = 30_000;

export interface Post {
  readonly slot: Slot;
  /** Begins to look. */
  open(): Promise<void>;
  /** Has something done, unless it has failed before. */
  ask(step: (watch: Watch) => Promise<void> | undefined): Promise<void>;
  /** None when it has failed. */
  readings(): Promise<readonly Reading[]>;
  stop(): Promise<void>;
  /** After `stop`: the round counts, with what it showed. */
  keep(): void;
}

/** `onFailure` is told why, as a sentence. What the target or the user ends is thrown on: no watcher is to blame for it. */
export function createPost(
  { watching }: OpenedWatcher,
  server: Served,
  { signal, onFailure }: { readonly signal: AbortSignal; readonly onFailure: (why: string) => void },
): Post {
  let watch: Watch | null = null;
  let hasFailed = false;
  const fail = (error: unknown) => {
    hasFailed = true;
    onFailure(sayFailure(error));
  };
  const guarded = async <T>(work: () => Promise<T> | undefined): Promise<T | undefined> => {
    try {
      return await inTime(work);
    } catch (error) {
      signal.throwIfAborted();
      if (isTargets(error)) throw error;
      fail(error);
      return undefined;
    }
  };
  const ask: Post["ask"] = async (step) => {
    const asked = watch;
    if (asked !== null && !hasFailed) await guarded(() => step(asked));
  };
  return {
    slot: server.slot,
    async open() {
      const opening = Promise.resolve(server).then((up) => watching.watch(up));
      watch = (await guarded(() => opening)) ?? null;
      // It may come to be after its time: nobody else knows of it then.
      if (watch === null) opening.then((late) => late.stop()).catch(() => {});
    },
    ask,
    async readings() {
      const found: Reading[] = [];
      await ask(async (asked) => void found.push(...asked.readings()));
      return hasFailed ? [] : found;
    },
    async stop() {
      const stopping = watch;
      if (stopping !== null) await guarded(() => stopping.stop());
    },
    keep() {
      try {
        watch?.keep?.();
      } catch (error) {
        fail(error);
      }
    },
  };
}

/** @throws ToolError when it takes too long; whatever the work throws */
export async function inTime<T>(work: () => Promise<T> | undefined): Promise<T | undefined> {
  const late = new ToolError(`It did not answer within ${LIMIT / 1000} s.`);
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late), LIMIT);
  });
  try {
    return await Promise.race([work(), limit]);
  } finally {
    clearTimeout(timer);
  }
}

const isTargets = (error: unknown) => error instanceof TargetError || error instanceof OtherAnswersError;

/** As a sentence; of what nobody expected, what is known of it. */
export function sayFailure(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [line = ""] = message.split("\n");
  const sentence = error instanceof ExpectedError ? line : `It failed unexpectedly: ${line || "no reason given"}`;
  return asSentence(/[.?]$/u.test(sentence) ? sentence : `${sentence}.`);
}
