// src/target/substitute.ts
function substitute(text, place) {
  return text.replace(/\$\{(port|slot|dir)\}/g, (whole, name) => String(place[name] ?? whole));
}
function substituteWords(command, place) {
  if (typeof command === "string") return substitute(command, place);
  const [file, ...words] = command;
  return [substitute(file, place), ...words.map((word) => substitute(word, place))];
}
function environmentOf(safe, own, place) {
  const known = Object.entries(own).map(([name, value]) => [name, substitute(value, place)]).filter(([, value]) => !/\$\{(?:port|slot|dir)\}/.test(value));
  return { ...safe, ...Object.fromEntries(known) };
}
var OPTIONS = /* @__PURE__ */ new Set(["NODE_OPTIONS", "JAVA_TOOL_OPTIONS"]);
function withAdded(own, added) {
  const joined = Object.entries(added).map(([name, value]) => {
    const before = OPTIONS.has(name) ? own[name] : void 0;
    return [name, before ? `${before} ${value}` : value];
  });
  return { ...own, ...Object.fromEntries(joined) };
}
export {
  environmentOf,
  substitute,
  substituteWords,
  withAdded
};
