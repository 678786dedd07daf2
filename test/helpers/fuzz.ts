/** For tests of what reads files from outside: any bytes give a value, or one of our errors. */
import fc from "fast-check";
import { expect } from "vitest";
import { ExpectedError } from "../../src/errors.ts";

const isLong = process.env.WEIGHBRIDGE_LONG === "1";

// Each short run has the same cases, so that none fails by chance on somebody else's change; each long one has new ones.
if (!isLong) fc.configureGlobal({ seed: 1 });

/** So many cases a property; ten times as many in the long run. */
export const RUNS = isLong ? 2_000 : 200;

/** For a property that takes long over each case. */
export const FEW = RUNS / 10;

/** A test's own limit in ms: the long run takes as long as it takes. */
export const PATIENCE = isLong ? 3_600_000 : 120_000;

/** Text that is no file of anybody's: letters, bytes, JSON. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString()),
  fc.jsonValue().map((value) => JSON.stringify(value)),
);

/**
 * What `read` gives; null where it refuses in a few words, or throws what is `besides`. Any other error is thrown on; that
 * no object has anything new is seen to.
 */
export function valueOrError<Value>(read: () => Value, besides?: new () => Error): Value | null {
  try {
    return read();
  } catch (error) {
    return besides !== undefined && error instanceof besides ? null : refusalOf(error);
  } finally {
    expect(Object.keys(Object.prototype)).toEqual([]);
  }
}

/** As valueOrError. */
export async function valueOrErrorOf<Value>(read: () => Promise<Value>): Promise<Value | null> {
  try {
    return await read();
  } catch (error) {
    return refusalOf(error);
  } finally {
    expect(Object.keys(Object.prototype)).toEqual([]);
  }
}

function refusalOf(error: unknown): null {
  if (!(error instanceof ExpectedError)) throw error;
  expect(error.message.length).toBeGreaterThan(10);
  expect(error.message.length).toBeLessThan(10_000);
  return null;
}

/** Names that every object already has something under. */
export const PROTOTYPE_NAMES = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"] as const;
