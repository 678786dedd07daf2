// src/measure/lighthouse/rc-pages.ts
import { ConfigError } from "../../errors.js";
var LONGEST = 1e3;
var NOWHERE = "http://localhost:8080";
var LOCAL = /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])$/u;
function pagesOf(urls, name) {
  const pages = urls.map((url) => pageOf(url, name));
  const origins = new Map(pages.toReversed().map(({ path, origin }) => [path, origin]));
  const named = [...new Set(pages.flatMap(({ origin }) => origin ?? []))];
  const isPlain = named.length < 2 && named.every((origin) => LOCAL.test(new URL(origin).hostname));
  return {
    paths: [...new Set(pages.map(({ path }) => path))],
    urlOf: (path) => `${origins.get(path) ?? named[0] ?? NOWHERE}${path}`,
    notes: isPlain ? [] : [`${name} names ${named.join(", ")}: these pages were loaded from the target, by their paths.`]
  };
}
function pageOf(written, name) {
  const hasScheme = /^[a-z][a-z\d+.-]*:/iu.test(written);
  const url = URL.canParse(written, NOWHERE) ? new URL(written, NOWHERE) : null;
  if (url === null || !/^https?:$/u.test(url.protocol) || written.length > LONGEST) {
    throw new ConfigError(
      `${name}: url: ${JSON.stringify(written.slice(0, 200))} is no page; expected an address that starts with http:// or https://, or a path such as /checkout.`
    );
  }
  return { path: url.pathname + url.search + url.hash, origin: hasScheme ? url.origin : null };
}
export {
  pagesOf
};
