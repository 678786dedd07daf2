// src/pipeline/pooled.ts
function pooledWith(earlier) {
  const before = new Map(earlier.map((fact) => [keyOf(fact), fact.rounds]));
  return (fact) => {
    const [now, then] = [fact.rounds, before.get(keyOf(fact))];
    if (now === void 0 || then === void 0 || now === "same" || then === "same") return fact;
    return { ...fact, rounds: { base: both(then.base, now.base), head: both(then.head, now.head) } };
  };
}
var keyOf = ({ rule, collector, subject, name }) => JSON.stringify([rule, collector, subject, name]);
function both(then, now) {
  if (then === null || now === null) return then ?? now;
  return {
    rounds: then.rounds + now.rounds,
    least: Math.min(then.least, now.least),
    most: Math.max(then.most, now.most)
  };
}
export {
  pooledWith
};
