/** What profilers of all languages give, in one shape. */

/** A function as its runtime calls it. */
export interface Frame {
  readonly name: string;
  /** Absolute path, file: URL, or whatever else the runtime says; null: it says none. */
  readonly file: string | null;
  /** From 1. */
  readonly line: number | null;
  /** From 0, where its runtime tells. */
  readonly column?: number;
  /** Of the runtime itself, and never what a change is blamed on. */
  readonly internal: boolean;
}

export interface Sample {
  /** The outermost caller first. */
  readonly stack: readonly Frame[];
  readonly value: number;
}

/** samples: counts that only mean shares. */
export interface Profile {
  readonly unit: "ms" | "bytes" | "samples";
  readonly samples: readonly Sample[];
}

/** What the collector of garbage is called in every language. */
export const GARBAGE = "garbage collector";

/** Deeper stacks than this are cut at their outer end: a profile comes from a process that may say anything. */
export const DEEPEST = 500;

/** The value of all samples. */
export function totalOf(samples: readonly { readonly value: number }[]): number {
  return samples.reduce((sum, { value }) => sum + value, 0);
}

/** In all stacks of a profile together; of a service under load there are some ten thousand. */
const MOST_FRAMES = 5_000_000;

/** Gives each stack back, until all of them hold more functions than a profile has. @throws Error */
export function boundedStacks(): (stack: readonly Frame[]) => readonly Frame[] {
  let frames = 0;
  return (stack) => {
    // An empty one takes room too.
    frames += Math.max(1, stack.length);
    if (frames > MOST_FRAMES) throw new Error(`its stacks hold more than ${MOST_FRAMES} functions`);
    return stack;
  };
}
