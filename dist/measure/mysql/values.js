// src/measure/mysql/values.ts
import { shortened } from "../subject.js";
var LONGEST = 2e3;
var TOKEN = /[BNXbnx]?'(?:[^'\\]|\\.?|'')*'?|"(?:[^"\\]|\\.?|"")*"?|\d[\w.]*|\/\*M?!.*|(?<name>`[^`]*`?|[A-Za-z_$\u{80}-\u{10FFFF}][\w$\u{80}-\u{10FFFF}]*)|(?<comment>\/\*(?:[^*]|\*+[^*/])*(?:\*+\/)?|(?:#|--(?: |[^\P{Cc}\n]))[^\n]*)/gsu;
function withoutValues(query) {
  const text = query.replace(
    TOKEN,
    (_, name, comment) => name ?? (comment === void 0 ? "?" : " ")
  );
  return shortened(text.replace(/\s+/gu, " ").trim(), LONGEST);
}
export {
  withoutValues
};
