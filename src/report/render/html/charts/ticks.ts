/** Where an axis has its numbers, where ECharts' own choice would be odd. */

/** Where an axis begins whose lowest value is `low`: `room` below it, but never below zero for what is never below zero. */
export function startOf(low: number, room: number): number {
  return low < 0 ? low - room : Math.max(0, low - room);
}

/** Whole numbers up to `last`, at most twelve, in even steps. */
export function wholeTicks(last: number): number[] {
  const step = Math.max(1, nice(last / 12));
  return Array.from({ length: Math.floor(last / step) }, (_, index) => (index + 1) * step);
}

const FEWEST = 3;
const MOST = 8;

/** 1, 2, 5, 10, 20, … from `low` to `high`, both above 0: some powers of ten where these are many, even steps where few. */
export function logTicks(low: number, high: number): number[] {
  const from = Math.floor(Math.log10(low));
  const decades = Array.from({ length: Math.ceil(Math.log10(high)) - from + 1 }, (_, index) => 10 ** (from + index));
  const within = (values: readonly number[]) => values.filter((value) => value >= low && value <= high);
  const fine = within(decades.flatMap((decade) => [decade, 2 * decade, 5 * decade]));
  if (fine.length >= FEWEST && fine.length <= MOST) return fine;
  if (fine.length < FEWEST) return evenTicks(low, high);
  const every = Math.ceil(decades.length / MOST);
  return within(decades.filter((_, index) => index % every === 0));
}

function evenTicks(low: number, high: number): number[] {
  const step = nice((high - low) / 5);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, index) => (first + index) * step);
}

/** The next of 1, 2, 5, 10, 20, … */
function nice(step: number): number {
  const decade = 10 ** Math.floor(Math.log10(step));
  return decade * ([1, 2, 5].find((one) => one * decade >= step * (1 - 1e-9)) ?? 10);
}
