/** A watcher that could no longer look inside the target. */
export interface Unwatched {
  /** Its id, as the section of the config has it: "postgres". */
  readonly watcher: string;
  /** A sentence: what is missing, and how to get it. */
  readonly why: string;
  /** The kept rounds that it watched before that. */
  readonly rounds: number;
}
