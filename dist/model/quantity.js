// src/model/quantity.ts
var UNITS = /* @__PURE__ */ new Map([
  ["ms", { dimension: "ms", exponent: 0, factor: 1 }],
  ["s", { dimension: "ms", exponent: 3, factor: 1 }],
  ["m", { dimension: "ms", exponent: 3, factor: 60 }],
  ["B", { dimension: "bytes", exponent: 0, factor: 1 }],
  ["kB", { dimension: "bytes", exponent: 3, factor: 1 }],
  ["KiB", { dimension: "bytes", exponent: 0, factor: 1024 }],
  ["MB", { dimension: "bytes", exponent: 6, factor: 1 }],
  ["MiB", { dimension: "bytes", exponent: 0, factor: 1024 * 1024 }],
  ["%", { dimension: "fraction", exponent: -2, factor: 1 }]
]);
var NUMBER = "(?:\\d{1,12}(?:\\.\\d{1,12})?|\\.\\d{1,12})";
function unitsOf(dimension) {
  return [...UNITS].filter(([, unit]) => unit.dimension === dimension).map(([name]) => name);
}
function quantityPattern(dimensions) {
  return `^${NUMBER} ?(?:${dimensions.flatMap(unitsOf).join("|")})$`;
}
var ANY = new RegExp(`^(${NUMBER}) ?(${[...UNITS.keys()].join("|")})$`);
function parseQuantity(text) {
  const match = ANY.exec(text);
  if (!match) return void 0;
  const unit = UNITS.get(match[2]);
  return { value: Number(`${match[1]}e${unit.exponent}`) * unit.factor, dimension: unit.dimension, text };
}
function plainQuantity(value) {
  return { value, dimension: "plain", text: String(value) };
}
function dimensionOf(unit) {
  return unit === "count" || unit === "number" ? "plain" : unit;
}
export {
  dimensionOf,
  parseQuantity,
  plainQuantity,
  quantityPattern,
  unitsOf
};
