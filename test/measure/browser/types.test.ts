import { expect, test } from "vitest";
import { typeOf } from "../../../src/measure/browser/types.ts";

test.each([
  ["css", "/f.woff2?v=3", "", "font"],
  ["css", "/bg.PNG", undefined, "image"],
  ["css", "/background", "image/png", "image"],
  ["css", "/imported.css", "text/css", "stylesheet"],
  ["css", "/unknown", undefined, "other"],
  ["link", "/styles", undefined, "stylesheet"],
  ["link", "/hero.avif", undefined, "image"],
  ["link", "/icon.svg", "image/svg+xml", "image"],
  ["link", "/preloaded.mjs", undefined, "script"],
  ["link", "/text.otf", undefined, "font"],
  ["other", "/module", "text/javascript", "script"],
  ["script", "/api.css", "text/css", "script"],
  ["img", "/picture", undefined, "image"],
  ["fetch", "/data.js", undefined, "fetch"],
  ["xmlhttprequest", "/font.woff2", "font/woff2", "fetch"],
  ["beacon", "/seen", undefined, "other"],
  ["link", "/v1.0/styles", undefined, "stylesheet"],
])("what a %s asks for as %s, answered as %s, is %s", (initiatorType, path, contentType, type) => {
  const told = contentType === undefined ? {} : { contentType };
  expect(typeOf({ name: `https://cdn.example${path}`, initiatorType, ...told })).toBe(type);
});
