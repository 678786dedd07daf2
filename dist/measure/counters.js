// src/measure/counters.ts
function arithmeticOf(none) {
  const fields = Object.keys(none);
  const combine = (one, other, sign) => {
    const entries = fields.map((field) => [field, one[field] + sign * other[field]]);
    return Object.fromEntries(entries);
  };
  return {
    minus: (one, other) => combine(one, other, -1),
    /** All of them together. */
    total(all) {
      let sum = none;
      for (const one of all) sum = combine(sum, one, 1);
      return sum;
    },
    /** Adds what is in `more` to `into`, key by key. */
    addAll(into, more) {
      for (const [key, counters] of more) into.set(key, combine(into.get(key) ?? none, counters, 1));
    }
  };
}
function isCountedAnew(was, now) {
  return now === void 0 || now.calls < was.calls || now.calls === was.calls && now.ms !== was.ms;
}
export {
  arithmeticOf,
  isCountedAnew
};
