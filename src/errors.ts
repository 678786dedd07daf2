/**
 * The errors that a user is expected to meet. Their message is one sentence that says what is wrong, where, what was
 * found and what to do; the entries print it without a stack. Anything else that is thrown is a defect of ours.
 */
export abstract class ExpectedError extends Error {
  /** What the process ends with: 2, could not measure. */
  readonly exitCode = 2;
}

/** The config file, a flag or an input is wrong. */
export class ConfigError extends ExpectedError {
  override readonly name = "ConfigError";
}

/** A tool (git, k6, esbuild) is missing, of a wrong version, or failed. */
export class ToolError extends ExpectedError {
  override readonly name = "ToolError";
}

/** A server that is watched does not answer, or the database is not on it: something may yet start the one, or make the other. */
export class NotThereError extends ToolError {}

/** The target could not be installed, built, started, or died under load. `side` says which build. */
export class TargetError extends ExpectedError {
  override readonly name = "TargetError";
  readonly side: "base" | "head";
  constructor(side: "base" | "head", message: string, options?: ErrorOptions) {
    super(message, options);
    this.side = side;
  }
}

/**
 * Another program answers, or may, where a side's server should: nothing measured there counts. It is of no side: head's
 * code may answer in the place of base, and then base must not pass for one that fails by itself.
 */
export class OtherAnswersError extends ExpectedError {
  override readonly name = "OtherAnswersError";
}

/** A stored file (rounds, verdict, snapshot, bundle manifest) is not what it should be. */
export class DataError extends ExpectedError {
  override readonly name = "DataError";
}

export type GitHubErrorKind = "permission" | "not-found" | "gone" | "rate-limit" | "unreachable" | "other";

/** GitHub refused a call, could not be reached, or answered something that cannot be used. */
export class GitHubError extends ExpectedError {
  override readonly name = "GitHubError";
  readonly kind: GitHubErrorKind;
  /** Of the answer; null when there was none. */
  readonly status: number | null;
  constructor(kind: GitHubErrorKind, status: number | null, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.status = status;
  }
}
