// src/measure/browser/types.ts
var BY_INITIATOR = /* @__PURE__ */ new Map([
  ["script", "script"],
  ["img", "image"],
  ["image", "image"],
  ["fetch", "fetch"],
  ["xmlhttprequest", "fetch"]
]);
var BY_EXTENSION = new Map([
  ...["js", "mjs"].map((one) => [one, "script"]),
  ["css", "stylesheet"],
  ...["woff2", "woff", "ttf", "otf", "eot"].map((one) => [one, "font"]),
  ...["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "bmp"].map((one) => [one, "image"])
]);
function typeOf({ name, initiatorType, contentType = "" }) {
  const byInitiator = BY_INITIATOR.get(initiatorType) ?? byContent(contentType) ?? BY_EXTENSION.get(extensionOf(name));
  return byInitiator ?? (initiatorType === "link" ? "stylesheet" : "other");
}
function byContent(type) {
  if (type.startsWith("image/")) return "image";
  if (type.startsWith("font/")) return "font";
  if (type === "text/css") return "stylesheet";
  return type === "text/javascript" ? "script" : void 0;
}
function extensionOf(address) {
  const path = URL.canParse(address) ? new URL(address).pathname : "";
  return path.slice(path.lastIndexOf(".") + 1).toLowerCase();
}
export {
  typeOf
};
