// src/measure/bundle/names.ts
import { withoutAnyHash, withoutHash } from "../hashes.js";
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
  pairBy((group) => group.length === 1 ? withoutAnyHash(group[0].path) : void 0, certainName);
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
  matchFiles
};
