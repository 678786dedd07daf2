// src/report/render/html/charts/ticks.ts
function startOf(low, room) {
  return low < 0 ? low - room : Math.max(0, low - room);
}
function wholeTicks(last) {
  const step = Math.max(1, nice(last / 12));
  return Array.from({ length: Math.floor(last / step) }, (_, index) => (index + 1) * step);
}
var FEWEST = 3;
var MOST = 8;
function logTicks(low, high) {
  const from = Math.floor(Math.log10(low));
  const decades = Array.from({ length: Math.ceil(Math.log10(high)) - from + 1 }, (_, index) => 10 ** (from + index));
  const within = (values) => values.filter((value) => value >= low && value <= high);
  const fine = within(decades.flatMap((decade) => [decade, 2 * decade, 5 * decade]));
  if (fine.length >= FEWEST && fine.length <= MOST) return fine;
  if (fine.length < FEWEST) return evenTicks(low, high);
  const every = Math.ceil(decades.length / MOST);
  return within(decades.filter((_, index) => index % every === 0));
}
function evenTicks(low, high) {
  const step = nice((high - low) / 5);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, index) => (first + index) * step);
}
function nice(step) {
  const decade = 10 ** Math.floor(Math.log10(step));
  return decade * ([1, 2, 5].find((one) => one * decade >= step * (1 - 1e-9)) ?? 10);
}
export {
  logTicks,
  startOf,
  wholeTicks
};
