// src/report/render/escape.ts
var NAME = 200;
var SENTENCE = 600;
var BREAK = "​";
var escapeMarkdown = (text, longest = NAME) => {
  const escaped = defuse(plain(text, longest)).replace(/[\\|`*_[\]<>!#~&$]/g, "\\$&");
  return escaped.replace(/^(\d+)(?=[.)](?: |$))/, "$1\\").replace(/^[-+=](?=[-+= ]|$)/, "\\$&");
};
var escapeHtml = (text, longest = NAME) => entities(defuse(plain(text, longest)));
var escapePage = (text, longest = NAME) => entities(plain(text, longest));
var escapePageLine = (text, longest = NAME) => entities(plainEnd(text, longest));
var entities = (text) => text.replace(/[&<>"]/g, (character) => ENTITIES[character]);
var ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
var escapeXml = (text, longest = NAME) => entities(escapeText(text.replace(/[\uFFFE\uFFFF]/g, ""), longest));
var escapeText = (text, longest = NAME) => uncommand(plain(text, longest));
var escapeOutput = (text, longest = NAME) => uncommand(plainEnd(text, longest));
function codeBy(safe) {
  return CODES.get(safe) ?? safe;
}
var codeMarkdown = (text, longest = NAME) => {
  const safe = unsearched(uncommand(plain(text, longest)));
  if (safe === "") return "";
  const fence = "`".repeat(longestRun([safe]) + 1);
  const pad = safe.startsWith("`") || safe.endsWith("`") ? " " : "";
  return `${fence}${pad}${safe}${pad}${fence}`;
};
var CODES = /* @__PURE__ */ new Map([
  [escapeMarkdown, codeMarkdown],
  [escapePage, (text, longest) => `<code>${escapePage(text, longest)}</code>`]
]);
function fenced(lines, longest = NAME) {
  const safe = lines.map((line) => unsearched(escapeOutput(line, longest)));
  const fence = "`".repeat(Math.max(3, longestRun(safe) + 1));
  return [`${fence}text`, ...safe, fence];
}
var unsearched = (line) => line.replace(/@(?=\w)|#(?=\d)|\bGH-(?=\d)|<(?=[!/])/gi, `$&${BREAK}`);
function longestRun(lines) {
  return Math.max(0, ...lines.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length));
}
function uncommand(line) {
  return line.replace(/(^| )::/g, "$1: :").replaceAll("##[", "# #[");
}
function plain(text, longest) {
  const line = visible(text.slice(0, 20 * longest)).replace(/ +/g, " ").trim();
  const points = [...line];
  return points.length <= longest ? line : `${points.slice(0, longest - 1).join("")}…`;
}
function plainEnd(text, longest) {
  const line = visible(text.slice(-20 * longest)).trimEnd();
  const points = [...line];
  return points.length <= longest ? line : `…${points.slice(1 - longest).join("")}`;
}
function visible(text) {
  return text.replace(new RegExp("\\p{Surrogate}", "gu"), "�").replace(/[\t\n\v\f\r\u0085\u2028\u2029]/g, " ").replace(
    /[\p{Cc}\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu,
    ""
  ).replace(new RegExp("\\p{Zs}", "gu"), " ");
}
function defuse(text) {
  return text.replace(/&(?:#0*64|#x0*40|commat);/gi, "@").replace(/&(?:#0*35|#x0*23|num);/gi, "#").replace(/@/g, `@${BREAK}`).replace(/#(?=\d)/g, `#${BREAK}`).replace(/\bGH-(?=\d)/gi, `$&${BREAK}`).replace(/:(?=\/\/)/g, `:${BREAK}`).replace(/www(?=\.)/gi, `$&${BREAK}`).replace(/(?<!\d):(?=[\w+-]+:)/g, `:${BREAK}`);
}
export {
  SENTENCE,
  codeBy,
  escapeHtml,
  escapeMarkdown,
  escapeOutput,
  escapePage,
  escapePageLine,
  escapeText,
  escapeXml,
  fenced
};
