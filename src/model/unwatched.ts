/** A watcher that could no longer look inside the target, or of its metrics some that may block and nobody saw. */
export interface Unwatched {
  /** Its id, as the section of the config has it: "postgres"; of metrics the glob of the config: "postgres/queries@*". */
  readonly watcher: string;
  /** A sentence: what is missing, and how to get it. */
  readonly why: string;
  /** The kept rounds that it watched before that. */
  readonly rounds: number;
}
