// src/measure/addresses.ts
function hostAndPort({ hostname, port }, usual) {
  const host = hostname.toLowerCase();
  return `${host === "localhost" ? "127.0.0.1" : host}:${port || usual}`;
}
function decoded(text) {
  try {
    return text === void 0 ? null : decodeURIComponent(text);
  } catch {
    return null;
  }
}
export {
  decoded,
  hostAndPort
};
