/** What kind of file a resource is, as it is called in ids: "script", "stylesheet", "image", "font", "fetch" or "other". Pure. */

/** What a resource was asked for by, as the browser calls it, where that tells what it is. */
const BY_INITIATOR: ReadonlyMap<string, string> = new Map([
  ["script", "script"],
  ["img", "image"],
  ["image", "image"],
  ["fetch", "fetch"],
  ["xmlhttprequest", "fetch"],
]);

const BY_EXTENSION: ReadonlyMap<string, string> = new Map([
  ...["js", "mjs"].map((one) => [one, "script"] as const),
  ["css", "stylesheet"],
  ...["woff2", "woff", "ttf", "otf", "eot"].map((one) => [one, "font"] as const),
  ...["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "bmp"].map((one) => [one, "image"] as const),
]);

export interface Asked {
  /** Its address. */
  readonly name: string;
  readonly initiatorType: string;
  /** As it was answered; empty or absent: not told, as of fonts and of other hosts. */
  readonly contentType?: string;
}

/**
 * `initiatorType` is "css" of all that a stylesheet asks for (fonts, pictures, other stylesheets) and "link" also of preloads
 * and icons (w3.org/TR/resource-timing): these are told by their content, else by the ending of their path.
 */
export function typeOf({ name, initiatorType, contentType = "" }: Asked): string {
  const byInitiator = BY_INITIATOR.get(initiatorType) ?? byContent(contentType) ?? BY_EXTENSION.get(extensionOf(name));
  return byInitiator ?? (initiatorType === "link" ? "stylesheet" : "other");
}

function byContent(type: string): string | undefined {
  if (type.startsWith("image/")) return "image";
  if (type.startsWith("font/")) return "font";
  if (type === "text/css") return "stylesheet";
  return type === "text/javascript" ? "script" : undefined;
}

/** What the path has after its last point, in lower case. */
function extensionOf(address: string): string {
  const path = URL.canParse(address) ? new URL(address).pathname : "";
  return path.slice(path.lastIndexOf(".") + 1).toLowerCase();
}
