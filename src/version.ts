import { readFileSync } from "node:fs";

declare const WEIGHBRIDGE_VERSION: string | undefined;

/** Set at bundling; in the sources read from package.json. */
export const VERSION: string =
  typeof WEIGHBRIDGE_VERSION === "string"
    ? WEIGHBRIDGE_VERSION
    : JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version;
