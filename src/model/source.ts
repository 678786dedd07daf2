/** A place in the repository, for a reader to go to. */
export interface Source {
  /** From the folder of the config, with `/` between its parts. */
  readonly file: string;
  /** From 1; null: the file as a whole. */
  readonly line: number | null;
}
