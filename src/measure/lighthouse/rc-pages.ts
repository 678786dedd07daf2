/** The URLs of a lighthouserc as pages of the target. Pure. */
import { ConfigError } from "../../errors.ts";

const LONGEST = 1000;

/** What LHCI's own static server is like to an assertion's pattern: localhost, with a port. */
const NOWHERE = "http://localhost:8080";

const LOCAL = /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])$/u;

export interface Pages {
  /** Path with query and fragment, each once. */
  readonly paths: readonly string[];
  /** The URL of a page under which the user's assertions know it. */
  readonly urlOf: (path: string) => string;
  readonly notes: readonly string[];
}

/** @throws ConfigError for what is neither an http address nor a path; `name` is the file's. */
export function pagesOf(urls: readonly string[], name: string): Pages {
  const pages = urls.map((url) => pageOf(url, name));
  const origins = new Map(pages.toReversed().map(({ path, origin }) => [path, origin]));
  const named = [...new Set(pages.flatMap(({ origin }) => origin ?? []))];
  const isPlain = named.length < 2 && named.every((origin) => LOCAL.test(new URL(origin).hostname));
  return {
    paths: [...new Set(pages.map(({ path }) => path))],
    urlOf: (path) => `${origins.get(path) ?? named[0] ?? NOWHERE}${path}`,
    notes: isPlain
      ? []
      : [`${name} names ${named.join(", ")}: these pages were loaded from the target, by their paths.`],
  };
}

function pageOf(written: string, name: string): { readonly path: string; readonly origin: string | null } {
  const hasScheme = /^[a-z][a-z\d+.-]*:/iu.test(written);
  const url = URL.canParse(written, NOWHERE) ? new URL(written, NOWHERE) : null;
  if (url === null || !/^https?:$/u.test(url.protocol) || written.length > LONGEST) {
    throw new ConfigError(
      `${name}: url: ${JSON.stringify(written.slice(0, 200))} is no page; expected an address that starts with http:// or https://, or a path such as /checkout.`,
    );
  }
  return { path: url.pathname + url.search + url.hash, origin: hasScheme ? url.origin : null };
}
