import { stripVTControlCharacters } from "node:util";
import type { Log } from "./system.ts";

export interface LogStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** terminal: with a live line. github: groups as workflow commands. plain: lines only. */
export type LogStyle = "terminal" | "github" | "plain";

/** `env` is the process's own. */
export function logStyle(stream: LogStream, env: Readonly<Record<string, string | undefined>>): LogStyle {
  if (env.GITHUB_ACTIONS === "true") return "github";
  return stream.isTTY && !env.CI && env.TERM !== "dumb" ? "terminal" : "plain";
}

/**
 * A log on `stream`, which is stderr: that is also why groups are not opened by @actions/core, which writes them to
 * stdout, among the results. The runner reads commands from both.
 */
export function createLog(stream: LogStream, style: LogStyle): Log {
  let live = false;
  let depth = 0;
  const clear = () => {
    if (live) stream.write("\r\x1b[2K");
    live = false;
  };
  const write = (text: string) => {
    clear();
    for (const line of text.split("\n")) stream.write(harmless(printable(line)) + "\n");
  };
  const open = (title: string) => {
    // GitHub knows one level; an inner group is a heading in the outer one.
    if (style === "github" && depth++ === 0) stream.write(`::group::${escapeData(printable(title))}\n`);
    else write(title);
  };
  const close = () => {
    if (style === "github" && --depth === 0) stream.write("::endgroup::\n");
    else clear();
  };
  return {
    info: write,
    warn: (line) => write(`Warning: ${line}`),
    progress(line) {
      if (style !== "terminal") return write(line);
      clear();
      stream.write([...printable(line)].slice(0, (stream.columns ?? 80) - 1).join(""));
      live = true;
    },
    async group(title, body) {
      open(title);
      try {
        return await body();
      } finally {
        close();
      }
    },
  };
}

/** A line of a child's output for the log: whose it is, then what a terminal would have shown last of it. */
export function childLine(who: string, line: string): string {
  return `${who} | ${printable(line.split("\r").findLast((part) => part !== "") ?? "")}`;
}

/**
 * Without escape sequences, control characters and bidirectional overrides: it stays one line and shows what it is.
 * "##[" is parted, since the runner takes it as the start of a command anywhere in a line.
 */
export function printable(text: string): string {
  return stripVTControlCharacters(text.replaceAll("\t", " "))
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, "")
    .replaceAll("##[", "## [");
}

/**
 * Nor does the line start with "::", after blanks, which would be a command too (actions/runner,
 * src/Runner.Common/ActionCommand.cs). Only `group` above may command it.
 */
function harmless(line: string): string {
  return line.replace(/^\s*::/, "| $&");
}

/** As @actions/core escapes the data of a command. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
