// src/measure/hashes.ts
var HEX = /^(?:[0-9a-f]{8}|[0-9a-f]{10}|[0-9a-f]{12}|[0-9a-f]{16}|[0-9a-f]{20}|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/;
var BASE32 = /^[A-Z2-7]{8}$/;
var BASE64URL = /^[A-Za-z0-9_-]{8}$/;
var BUILD_ID = /^[A-Za-z0-9_-]{21}$/;
var hasDigit = (text) => /\d/.test(text);
var hasUpper = (text) => /[A-Z]/.test(text);
var hasLower = (text) => /[a-z]/.test(text);
function isWords(text) {
  return text.split(/[-_]/).every((part) => /^(?:[A-Z]?[a-z]+(?:[A-Z][a-z]+)*)?(?:[A-Za-z]?\d{1,2})?$/.test(part));
}
function isHash(token, whole) {
  if (HEX.test(token)) return hasDigit(token);
  if (whole && !hasDigit(token)) return false;
  if (BASE32.test(token)) return true;
  if (!BASE64URL.test(token) || !hasUpper(token) || isWords(token)) return false;
  return /[-_]/.test(token) ? hasLower(token) && hasDigit(token) : hasLower(token) || hasDigit(token);
}
function withoutHash(path, chunk) {
  const parts = path.split("/");
  const file = parts.pop() ?? "";
  const folders = parts.filter((part, i) => parts[i - 1] !== "static" || !(isHash(part, true) || isBuildId(part)));
  return [...folders, stripFile(file, chunk)].join("/");
}
function isBuildId(part) {
  return BUILD_ID.test(part) && hasDigit(part) && hasUpper(part) && hasLower(part);
}
function stripFile(file, chunk) {
  if (chunk !== void 0 && file.startsWith(chunk)) {
    const known = /^[-._~][A-Za-z0-9_-]{5,64}(?=\.)/.exec(file.slice(chunk.length));
    if (known && !isWords(known[0].slice(1))) return chunk + file.slice(chunk.length + known[0].length);
  }
  return replaceToken(file, isHash);
}
function withoutAnyHash(path) {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  return folder + replaceToken(path.slice(folder.length), (token) => HEX.test(token) || BASE64URL.test(token));
}
function replaceToken(file, is) {
  for (let end = file.lastIndexOf("."); end > 0; end = file.lastIndexOf(".", end - 1)) {
    const from = Math.max(0, end - 65);
    for (let start = from; start < end; start++) {
      if (start > 0 && !"-._~".includes(file[start - 1])) continue;
      if (!is(file.slice(start, end), start === 0)) continue;
      return start === 0 ? `[hash]${file.slice(end)}` : file.slice(0, start - 1) + file.slice(end);
    }
  }
  return file;
}
export {
  withoutAnyHash,
  withoutHash
};
