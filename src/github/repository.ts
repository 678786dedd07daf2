/** A repository by its name. */
export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
}
