/** What a runner obeys in the output of a step (actions/runner, src/Runner.Common/ActionCommand.cs), and attempts at it. */

/** Each would be a command of its own, where a line begins as it wishes. */
export const HOSTILE: readonly string[] = [
  "::error::PWNED",
  "::stop-commands::PWNED",
  "::add-mask::PWNED",
  "::set-output name=verdict::PWNED",
  "::group::PWNED",
  "  \t::warning file=PWNED::PWNED",
  "harmless\r::error::PWNED",
  "\r::error::PWNED",
  "\u001b[31m::error::PWNED\u001b[0m",
  "\u001b]0;title\u0007::error::PWNED",
  "\u2028::error::PWNED",
  "\u0085::error::PWNED",
  "\u000b::error::PWNED",
  "\ufeff::error::PWNED",
  "\u200b::error::PWNED",
  "##[error]PWNED",
  "harmless ##[add-mask]PWNED",
  "#\u200b#[error]PWNED",
  "%0A::error::PWNED",
];

/** Lines of a log that would be commands, and not ours: those that HOSTILE would be. */
export function obeyed(log: string): readonly string[] {
  // As .NET parts lines, and as anything else would.
  const lines = log.replaceAll("\r", "\n").split(/\n|\v|\f|\p{Zl}|\p{Zp}|\u0085/u);
  return lines.filter((line) => {
    // As .NET trims, and as a reader that drops what cannot be seen would.
    const begin = line.replace(/^[\s\p{Cc}\p{Cf}]+/u, "");
    return /^::[^:]*PWNED|^::(?:[^:]|:(?!:))*::\s*(?:PWNED|::)/u.test(begin) || /##\[\S*\]PWNED/u.test(line);
  });
}
