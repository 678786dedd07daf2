// src/errors.ts
var ExpectedError = class extends Error {
  /** What the process ends with: 2, could not measure. */
  exitCode = 2;
};
var ConfigError = class extends ExpectedError {
  name = "ConfigError";
};
var ToolError = class extends ExpectedError {
  name = "ToolError";
};
var NotThereError = class extends ToolError {
};
var TargetError = class extends ExpectedError {
  name = "TargetError";
  side;
  constructor(side, message, options) {
    super(message, options);
    this.side = side;
  }
};
var OtherAnswersError = class extends ExpectedError {
  name = "OtherAnswersError";
};
var DataError = class extends ExpectedError {
  name = "DataError";
};
var GitHubError = class extends ExpectedError {
  name = "GitHubError";
  kind;
  /** Of the answer; null when there was none. */
  status;
  constructor(kind, status, message, options) {
    super(message, options);
    this.kind = kind;
    this.status = status;
  }
};
export {
  ConfigError,
  DataError,
  ExpectedError,
  GitHubError,
  NotThereError,
  OtherAnswersError,
  TargetError,
  ToolError
};
