import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/**
 * A result of Lighthouse 12.6.1 as text: of all categories, or of the timing audits; and, of all categories, of a page
 * whose head has a large image where base has a small script, and a larger script under a new hash.
 */
export function recorded(name: "full" | "timing" | "changed-base" | "changed-head"): string {
  const file = join(import.meta.dirname, "fixtures/12.6.1", `${name}.json.gz`);
  return gunzipSync(readFileSync(file)).toString();
}

type Json = Record<string, unknown>;

/** `text` with the value at `path` replaced; undefined takes it away. */
export function withValue(text: string, path: readonly string[], value: unknown): string {
  const root = JSON.parse(text) as Json;
  const parent = path.slice(0, -1).reduce<Json>((at, key) => at[key] as Json, root);
  parent[path.at(-1)!] = value;
  return JSON.stringify(root);
}

/** `text` with requests to somebody else alone, which are the same from any side. */
export function identicalAnywhere(text: string): string {
  return withValue(
    text,
    ["audits", "network-requests", "details", "items"],
    [{ url: "https://cdn.example/app.js", resourceType: "Script", statusCode: 200, resourceSize: 9 }],
  );
}
