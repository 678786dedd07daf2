import { TargetError } from "../errors.ts";
import type { Side } from "../model/series.ts";
import { freePorts } from "../system/ports.ts";

/** To lose this many in a row, of thousands that are free, is no bad luck. */
const TRIES = 5;

/**
 * What `use` makes of `first`, or of another free port as long as it answers null: between the drawing of a port and its
 * use any program may take it. Throws TargetError after five ports.
 */
export async function onFreePort<T>(side: Side, first: number, use: (port: number) => Promise<T | null>): Promise<T> {
  const tried: number[] = [];
  while (tried.length < TRIES) {
    const [port = first] = tried.length === 0 ? [first] : await freePorts(1);
    const made = await use(port);
    if (made !== null) return made;
    tried.push(port);
  }
  throw new TargetError(
    side,
    `${side}: no port could be had for the server: ${tried.join(", ")} were free, and each was taken by another program before it could be used; see what opens so many ports here.`,
  );
}
