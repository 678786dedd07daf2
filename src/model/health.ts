/** How the gate has fared lately: what stored jobs came to, newest of all gates of this id. */
export interface Health {
  /** How many of the newest jobs this is about. */
  readonly jobs: number;
  readonly inconclusive: number;
  readonly errors: number;
  readonly overrides: number;
  /** Median minutes of a job; null where none says. */
  readonly minutes: number | null;
  /** The smallest relative worsening, 0–1, that the median job would have found in each of its gating metrics; null where none says. */
  readonly visible: number | null;
}
