/** A repository by its name. */
export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
}

/** `owner/name`, as GITHUB_REPOSITORY has it; no part of it leads elsewhere in a path. */
export const FULL_NAME = /^(?!\.\.?\/)[\w.-]+\/(?!\.\.?$)[\w.-]+$/u;

/** `full`: checked to be FULL_NAME. */
export function repositoryOf(full: string): RepositoryName {
  const [owner, name] = full.split("/") as [string, string];
  return { owner, name };
}
