// src/measure/postgres/values.ts
var TOKEN = /(?<comment>--[^\n]*|\/\*)|(?<tag>\$(?:[A-Za-z_\u{80}-\u{10FFFF}][\w\u{80}-\u{10FFFF}]*)?\$)|[eE]'(?:[^'\\]|''|\\.)*'?|(?:[bBnNxX]|[uU]&)?'(?:[^'\\]|''|\\[^'])*(?:'|\\'.*)?|\$\d+|\.?\d(?:[eE][+-]\d|[\w.])*|(?<name>"[^"]*"?|[A-Za-z_\u{80}-\u{10FFFF}][\w$\u{80}-\u{10FFFF}]*)/gsu;
function withoutValues(query) {
  const parts = [];
  const comments = [];
  let from = 0;
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(query); found !== null; found = TOKEN.exec(query)) {
    const { comment, tag, name } = found.groups;
    if (name !== void 0) continue;
    parts.push(query.slice(from, found.index), comment === void 0 ? "?" : " ");
    if (comment === "/*") TOKEN.lastIndex = endOfComment(query, TOKEN.lastIndex);
    if (tag !== void 0) TOKEN.lastIndex = endOfText(query, TOKEN.lastIndex, tag);
    from = TOKEN.lastIndex;
    if (comment !== void 0) comments.push(contentOf(query.slice(found.index, from)));
  }
  return { text: parts.join("") + query.slice(from), comments };
}
function endOfText(query, from, tag) {
  const end = query.indexOf(tag, from);
  return end < 0 ? query.length : end + tag.length;
}
function endOfComment(query, from) {
  const mark = /\/\*|\*\//gu;
  mark.lastIndex = from;
  for (let depth = 1; depth > 0; ) {
    const found = mark.exec(query);
    if (found === null) return query.length;
    depth += found[0] === "/*" ? 1 : -1;
  }
  return mark.lastIndex;
}
var contentOf = (comment) => comment.replace(/^(?:--|\/\*)|\*\/$/gu, "").trim();
export {
  withoutValues
};
