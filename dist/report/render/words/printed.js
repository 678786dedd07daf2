// src/report/render/words/printed.ts
var LINES = 20;
var MARK = /^ {2}\|(?: |$)/;
function partMessage(message) {
  const lines = message.split(/\r\n|[\n\r\u2028\u2029]/);
  const marked = lines.findLastIndex((line) => !MARK.test(line)) + 1;
  const start = Math.max(1, marked < lines.length ? marked : 1);
  const printed = lines.slice(start).map((line) => line.replace(MARK, ""));
  const end = printed.findLastIndex((line) => line.trim() !== "") + 1;
  const kept = printed.slice(Math.max(0, end - LINES), end);
  return {
    sentence: lines.slice(0, start).join(" "),
    printed: end > LINES ? ["…", ...kept.slice(1)] : kept
  };
}
export {
  partMessage
};
