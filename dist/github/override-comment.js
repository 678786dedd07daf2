// src/github/override-comment.ts
var FORM = /^\/weighbridge +override +([0-9a-f]{7,64}) +(\S.{0,999})$/iu;
function parseOverrideComment(body) {
  const [first = ""] = body.split(/\r\n|\n|\r/u);
  const [, commit, reason] = FORM.exec(first.trim()) ?? [];
  return commit === void 0 ? null : { commit: commit.toLowerCase(), reason: reason.trim() };
}
export {
  parseOverrideComment
};
