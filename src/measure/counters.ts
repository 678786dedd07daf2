/** Sums and differences of what a database counts of each statement. Pure. */

/** `none`: nothing counted, in all fields that there are. */
export function arithmeticOf<Field extends string>(none: Readonly<Record<Field, number>>) {
  type Counters = Readonly<Record<Field, number>>;
  // Object.keys forgets which they are.
  const fields = Object.keys(none) as Field[];
  const combine = (one: Counters, other: Counters, sign: 1 | -1): Counters => {
    const entries = fields.map((field) => [field, one[field] + sign * other[field]]);
    // Of all fields.
    return Object.fromEntries(entries) as Counters;
  };
  return {
    minus: (one: Counters, other: Counters): Counters => combine(one, other, -1),
    /** All of them together. */
    total(all: Iterable<Counters>): Counters {
      let sum = none;
      for (const one of all) sum = combine(sum, one, 1);
      return sum;
    },
    /** Adds what is in `more` to `into`, key by key. */
    addAll(into: Map<string, Counters>, more: ReadonlyMap<string, Counters>): void {
      for (const [key, counters] of more) into.set(key, combine(into.get(key) ?? none, counters, 1));
    },
  };
}

/**
 * Whether a statement was counted from zero again between two looks: a counter that is gone or fell tells of it, and so does one
 * that stands where it stood while the time that it took does not.
 */
export function isCountedAnew(
  was: { readonly calls: number; readonly ms: number },
  now: { readonly calls: number; readonly ms: number } | undefined,
): boolean {
  return now === undefined || now.calls < was.calls || (now.calls === was.calls && now.ms !== was.ms);
}
