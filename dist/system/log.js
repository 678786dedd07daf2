// src/system/log.ts
import { stripVTControlCharacters } from "node:util";
function logStyle(stream, env) {
  if (env.GITHUB_ACTIONS === "true") return "github";
  return stream.isTTY && !env.CI && env.TERM !== "dumb" ? "terminal" : "plain";
}
function createLog(stream, style) {
  let live = false;
  let depth = 0;
  const clear = () => {
    if (live) stream.write("\r\x1B[2K");
    live = false;
  };
  const write = (text) => {
    clear();
    for (const line of text.split("\n")) stream.write(harmless(printable(line)) + "\n");
  };
  const open = (title) => {
    if (style === "github" && depth++ === 0) stream.write(`::group::${escapeData(printable(title))}
`);
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
    }
  };
}
function childLine(who, line) {
  return `${who} | ${printable(line.split("\r").findLast((part) => part !== "") ?? "")}`;
}
function printable(text) {
  return stripVTControlCharacters(text.replaceAll("	", " ")).replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, "").replaceAll("##[", "## [");
}
function harmless(line) {
  return line.replace(/^\s*::/, "| $&");
}
function escapeData(text) {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
export {
  childLine,
  createLog,
  logStyle,
  printable
};
