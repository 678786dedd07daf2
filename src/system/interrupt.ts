import { ExpectedError } from "../errors.ts";

/** The reason of the job's signal: the user or the CI system wants us to stop. */
export class InterruptedError extends ExpectedError {
  override readonly name = "InterruptedError";
}

export interface Interrupts {
  /** Aborted, with an InterruptedError, by the first SIGINT, SIGTERM or SIGHUP. */
  readonly signal: AbortSignal;
  dispose(): void;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * For an entry. The first signal aborts, so that everything unwinds and cleans up; the handlers go with it, so a second
 * one ends us at once and leaves the rest to the watchdog.
 */
export function listenForInterrupts(): Interrupts {
  const controller = new AbortController();
  const handlers = SIGNALS.map((name) => {
    const handler = () => {
      dispose();
      controller.abort(new InterruptedError(`Interrupted by ${name}: nothing was decided.`));
    };
    process.on(name, handler);
    return () => process.off(name, handler);
  });
  const dispose = () => {
    for (const off of handlers) off();
  };
  return { signal: controller.signal, dispose };
}
