// src/measure/fact-rule.ts
var keyOf = ({ subject, name, key }) => key ?? JSON.stringify([subject, name]);
function largest(found) {
  const byKey = /* @__PURE__ */ new Map();
  for (const one of found) {
    const known = byKey.get(keyOf(one));
    if (known === void 0 || known.value < one.value) byKey.set(keyOf(one), one);
  }
  return byKey;
}
export {
  keyOf,
  largest
};
