/** What the runs of a job scatter by. All parts are on logs, so a part of 0.02 is 2 %. */
export interface Noise {
  /** Correlation of one run with the next in the half of the variance that remembers. */
  readonly rho: number;
  /** Share of runs that something slowed, by an exponential amount with a mean of three coefficients of variation. */
  readonly slowed: number;
  /** Standard deviation of the way a job drifts over 60 rounds, in coefficients of variation. */
  readonly drift: number;
  /** How much slower the second run of a round is than the first. */
  readonly secondSlot: number;
  /** Share of runs in a mode that is 6 % slower, drawn for every run anew. */
  readonly slowMode: number;
  /** Values are counted in steps of so many coefficients of variation; 0: as they are. */
  readonly grid: number;
}

export interface Condition {
  readonly name: string;
  /** Run-to-run coefficient of variation of each metric. */
  readonly cv: readonly number[];
  readonly noise: Noise;
  /** Factors by which head is slowed; 1 is identical code. */
  readonly factors: readonly number[];
}

const USUAL: Noise = { rho: 0.6, slowed: 0.05, drift: 1, secondSlot: 0, slowMode: 0, grid: 0 };
const QUIET = [0.02, 0.03, 0.02, 0.02, 0.05, 0.01];
const NOISY = [0.05, 0.06, 0.05, 0.04, 0.1, 0.02];
const metrics = (count: number) => Array.from({ length: count }, (_, i) => QUIET[i % QUIET.length]!);

/** The slowdowns whose detection is shown; 1 is the false alarms. */
const CURVE = [1, 1.03, 1.05, 1.1, 1.2];
const IDENTICAL = [1];

/** Their order is part of the seed: new ones go last. */
export const CONDITIONS: readonly Condition[] = [
  { name: "quiet", cv: QUIET, noise: USUAL, factors: CURVE },
  { name: "noisy", cv: NOISY, noise: USUAL, factors: CURVE },
  { name: "drift", cv: QUIET, noise: { ...USUAL, drift: 10 }, factors: IDENTICAL },
  { name: "position", cv: QUIET, noise: { ...USUAL, secondSlot: 0.02 }, factors: IDENTICAL },
  { name: "bimodal", cv: QUIET, noise: { ...USUAL, slowMode: 0.3 }, factors: IDENTICAL },
  { name: "quantised", cv: QUIET, noise: { ...USUAL, grid: 2 }, factors: IDENTICAL },
  { name: "autocorrelated", cv: QUIET, noise: { ...USUAL, rho: 0.9 }, factors: IDENTICAL },
  { name: "m = 1", cv: metrics(1), noise: USUAL, factors: IDENTICAL },
  { name: "m = 20", cv: metrics(20), noise: USUAL, factors: IDENTICAL },
  { name: "m = 40", cv: metrics(40), noise: USUAL, factors: IDENTICAL },
  // One metric whose ratios head/base scatter by 1 %, and nothing else.
  {
    name: "steady",
    cv: [0.01 / Math.SQRT2],
    noise: { rho: 0, slowed: 0, drift: 0, secondSlot: 0, slowMode: 0, grid: 0 },
    factors: [1, 1.03],
  },
];
