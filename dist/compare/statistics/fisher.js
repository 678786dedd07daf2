// src/compare/statistics/fisher.ts
function fisherP(side, other) {
  const events = side.events + other.events;
  const total = side.total + other.total;
  const least = Math.max(0, events - other.total);
  const most = Math.min(events, side.total);
  const likeliest = Math.min(most, Math.max(least, Math.floor((events + 1) * (side.total + 1) / (total + 2))));
  const ratio = (k) => (events - k) * (side.total - k) / ((k + 1) * (total - events - side.total + k + 1));
  let all = 0;
  let reached = 0;
  const add = (k, weight2) => {
    all += weight2;
    if (k >= side.events) reached += weight2;
  };
  let weight = 1;
  for (let k = likeliest; k <= most; weight *= ratio(k++)) add(k, weight);
  weight = 1;
  for (let k = likeliest - 1; k >= least; k--) {
    weight /= ratio(k);
    add(k, weight);
  }
  return reached / all;
}
export {
  fisherP
};
