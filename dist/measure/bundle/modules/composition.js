// src/measure/bundle/modules/composition.ts
import { normalize } from "node:path/posix";
var NO_SOURCE = "(no source)";
var LONGEST = 500;
function modulePath(raw, root) {
  const shown = raw.slice(raw.lastIndexOf("!") + 1).replace(new RegExp("\\p{Cc}", "gu"), "");
  const [path = ""] = shown.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*\//iu, "/").split("?", 1);
  const own = path.startsWith(`${root}/`) ? path.slice(root.length) : path;
  const plain = normalize(own).replace(/^\/+|\/$/gu, "");
  if (plain === "" || plain === ".") return NO_SOURCE;
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST - 1)}…` : plain;
}
function rootOf(outputs, files) {
  const wanted = new Set(outputs.map(below));
  const votes = /* @__PURE__ */ new Map();
  for (const file of files) {
    for (let at = 0; at >= 0; at = file.indexOf("/", at) + 1 || -1) {
      if (wanted.has(file.slice(at))) votes.set(file.slice(0, at), (votes.get(file.slice(0, at)) ?? 0) + 1);
    }
  }
  const [best] = [...votes].sort(([a, most], [b, more]) => more - most || a.length - b.length);
  return best?.[0];
}
function below(output) {
  return normalize(output).replace(/^(?:\.\.\/)+/u, "");
}
function add(sums, key, value) {
  sums.set(key, (sums.get(key) ?? 0) + value);
}
function joinCompositions([first, ...others]) {
  const files = new Map(first.files);
  for (const other of others) for (const [file, made] of other.files) if (!files.has(file)) files.set(file, made);
  return { way: first.way, files };
}
export {
  NO_SOURCE,
  add,
  below,
  joinCompositions,
  modulePath,
  rootOf
};
