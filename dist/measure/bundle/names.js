// src/measure/bundle/names.ts
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
function loosely(path) {
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
function matchFiles(base, head) {
  const ambiguous = /* @__PURE__ */ new Set([...namesakes(base), ...namesakes(head)]);
  const left = { base: new Map(groupUp(base, ambiguous)), head: new Map(groupUp(head, ambiguous)) };
  const subjects = [];
  const pair = (baseName, headName, name = headName) => {
    const subject = { base: left.base.get(baseName) ?? [], head: left.head.get(headName) ?? [] };
    subjects.push({ name, base: subject.base.map(pathOf), head: subject.head.map(pathOf) });
    left.base.delete(baseName);
    left.head.delete(headName);
  };
  const pairBy = (key, nameOf) => {
    const bases = onlyOnes(left.base, key);
    for (const [value, headName] of onlyOnes(left.head, key)) {
      const baseName = bases.get(value);
      if (baseName === void 0) continue;
      const name = nameOf ? nameOf([left.base.get(baseName), left.head.get(headName)]) : headName;
      if (name !== void 0) pair(baseName, headName, name);
    }
  };
  for (const name of [...left.head.keys()]) if (left.base.has(name)) pair(name, name);
  pairBy((group) => group.map(pathOf).join("\n"));
  pairBy((group) => group.length === 1 ? group[0].source : void 0);
  pairBy((group) => group.map((file) => file.digest).join("\n"));
  pairBy((group) => group.length === 1 ? loosely(group[0].path) : void 0, certainName);
  for (const [name, files] of left.base) subjects.push({ name, base: files.map(pathOf), head: [] });
  for (const [name, files] of left.head) subjects.push({ name, base: [], head: files.map(pathOf) });
  return merged(subjects).sort((a, b) => a.name < b.name ? -1 : 1);
}
var pathOf = (file) => file.path;
function certainName(groups) {
  return groups.map(([file]) => ({ path: file.path, name: withoutHash(file.path, file.chunk) })).find(({ path, name }) => name !== path)?.name;
}
function namesakes(files) {
  const seen = /* @__PURE__ */ new Set();
  return new Set(
    files.map((file) => withoutHash(file.path, file.chunk)).filter((name) => seen.size === seen.add(name).size)
  );
}
function groupUp(files, ambiguous) {
  const groups = /* @__PURE__ */ new Map();
  for (const file of [...files].sort((a, b) => a.digest < b.digest ? -1 : 1)) {
    const plain = withoutHash(file.path, file.chunk);
    const name = ambiguous.has(plain) && file.source !== void 0 ? `${plain} (${file.source})` : plain;
    groups.set(name, [...groups.get(name) ?? [], file]);
  }
  return groups;
}
function onlyOnes(groups, key) {
  const names = /* @__PURE__ */ new Map();
  for (const [name, group] of groups) {
    const value = key(group);
    if (value !== void 0) names.set(value, [...names.get(value) ?? [], name]);
  }
  return new Map([...names].flatMap(([value, found]) => found.length === 1 ? [[value, found[0]]] : []));
}
function merged(subjects) {
  const byName = /* @__PURE__ */ new Map();
  for (const subject of subjects) {
    const other = byName.get(subject.name);
    const both = other && {
      name: subject.name,
      base: [...other.base, ...subject.base],
      head: [...other.head, ...subject.head]
    };
    byName.set(subject.name, both ?? subject);
  }
  return [...byName.values()];
}
export {
  matchFiles,
  withoutHash
};
