// src/measure/http/ask.ts
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
var LEFT_OUT = /* @__PURE__ */ new Set([
  "accept-encoding",
  "connection",
  "content-length",
  "expect",
  "host",
  "if-modified-since",
  "if-none-match",
  "range",
  "te",
  "transfer-encoding",
  "upgrade"
]);
var LARGEST = 16 * 2 ** 20;
var LEAST = 1e3;
var SHRINKING = /* @__PURE__ */ new Set([
  "application/ecmascript",
  "application/javascript",
  "application/json",
  "application/wasm",
  "application/x-javascript",
  "application/x-ndjson",
  "application/xml",
  "font/otf",
  "font/ttf",
  "image/bmp"
]);
function shrinks(type) {
  return type.startsWith("text/") || type.endsWith("+json") || type.endsWith("+xml") || SHRINKING.has(type);
}
async function askCompressed(url, sent, signal) {
  const own = Object.entries(sent).filter(([name]) => !LEFT_OUT.has(name));
  const headers = { ...Object.fromEntries(own), "accept-encoding": "gzip, br" };
  const response = await get(url, headers, signal);
  const body = response.statusCode === 200 ? await bodyOf(response) : null;
  response.destroy();
  if (body === null) return null;
  const type = (response.headers["content-type"] ?? "").split(";", 1)[0].trim().toLowerCase();
  const encoding = response.headers["content-encoding"] ?? "identity";
  const isPlain = encoding === "identity" && body.length > LEAST && shrinks(type);
  const shrunk = isPlain ? (await promisify(gzip)(body)).length : body.length;
  return { type, bytes: body.length, savable: Math.max(0, body.length - shrunk) };
}
function get(url, headers, signal) {
  const request = url.startsWith("https:") ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    request(url, { headers, signal, agent: false }, resolve).on("error", reject).end();
  });
}
async function bodyOf(response) {
  const parts = [];
  let bytes = 0;
  for await (const part of response) {
    bytes += part.length;
    if (bytes > LARGEST) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
export {
  askCompressed
};
