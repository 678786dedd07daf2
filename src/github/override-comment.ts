/** The words by which somebody lets a commit pass. Pure. */

export interface OverrideRequest {
  /** A full sha or the beginning of one, lower case. */
  readonly commit: string;
  readonly reason: string;
}

/** Seven digits are what git shows. That they are too few for an override can then be said. */
const FORM = /^\/weighbridge +override +([0-9a-f]{7,64}) +(\S.{0,999})$/iu;

/**
 * What the first line of a comment asks for: `/weighbridge override <commit> Because.`; null when it asks for nothing.
 * The commit is in it, so that what is pushed later is not let pass unseen.
 */
export function parseOverrideComment(body: string): OverrideRequest | null {
  const [first = ""] = body.split(/\r\n|\n|\r/u);
  const [, commit, reason] = FORM.exec(first.trim()) ?? [];
  return commit === undefined ? null : { commit: commit.toLowerCase(), reason: reason!.trim() };
}
