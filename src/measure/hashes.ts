/** Names of built files without the hashes of their content that bundlers put into them. Pure. */

/** webpack, Next, Parcel; lengths that bundlers use. */
const HEX =
  /^(?:[0-9a-f]{8}|[0-9a-f]{10}|[0-9a-f]{12}|[0-9a-f]{16}|[0-9a-f]{20}|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/;
/** esbuild, Angular. */
const BASE32 = /^[A-Z2-7]{8}$/;
/** Rollup, Vite, Rolldown. May hold `-` and `_`, which also stand between words. */
const BASE64URL = /^[A-Za-z0-9_-]{8}$/;
/** Next's folder of one build. */
const BUILD_ID = /^[A-Za-z0-9_-]{21}$/;

const hasDigit = (text: string) => /\d/.test(text);
const hasUpper = (text: string) => /[A-Z]/.test(text);
const hasLower = (text: string) => /[a-z]/.test(text);

/** `polyfill`, `Checkout`, `listView`, `react-v2`, `version5`: people name files like this. */
function isWords(text: string): boolean {
  return text.split(/[-_]/).every((part) => /^(?:[A-Z]?[a-z]+(?:[A-Z][a-z]+)*)?(?:[A-Za-z]?\d{1,2})?$/.test(part));
}

/** Whether a part of a name can hardly be anything else. `whole`: nothing stands before it, so it takes more to tell. */
function isHash(token: string, whole: boolean): boolean {
  if (HEX.test(token)) return hasDigit(token);
  if (whole && !hasDigit(token)) return false;
  if (BASE32.test(token)) return true;
  if (!BASE64URL.test(token) || !hasUpper(token) || isWords(token)) return false;
  return /[-_]/.test(token) ? hasLower(token) && hasDigit(token) : hasLower(token) || hasDigit(token);
}

/** A path without the hashes in it: `dist/app-3L5HDSWT.js` is `dist/app.js`. `chunk`: what stands before the hash. */
export function withoutHash(path: string, chunk?: string): string {
  const parts = path.split("/");
  const file = parts.pop() ?? "";
  const folders = parts.filter((part, i) => parts[i - 1] !== "static" || !(isHash(part, true) || isBuildId(part)));
  return [...folders, stripFile(file, chunk)].join("/");
}

function isBuildId(part: string): boolean {
  return BUILD_ID.test(part) && hasDigit(part) && hasUpper(part) && hasLower(part);
}

function stripFile(file: string, chunk?: string): string {
  if (chunk !== undefined && file.startsWith(chunk)) {
    const known = /^[-._~][A-Za-z0-9_-]{5,64}(?=\.)/.exec(file.slice(chunk.length));
    // `main.legacy.js` is not hashed, though it begins with its chunk's name.
    if (known && !isWords(known[0].slice(1))) return chunk + file.slice(chunk.length + known[0].length);
  }
  return replaceToken(file, isHash);
}

/** As withoutHash, but any part of a hash's length counts: for a name whose counterpart certainly has a hash there. */
export function withoutAnyHash(path: string): string {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  return folder + replaceToken(path.slice(folder.length), (token) => HEX.test(token) || BASE64URL.test(token));
}

/** Takes out the last part between a separator and a dot that `is` accepts; the longest of those that end there. */
function replaceToken(file: string, is: (token: string, whole: boolean) => boolean): string {
  for (let end = file.lastIndexOf("."); end > 0; end = file.lastIndexOf(".", end - 1)) {
    const from = Math.max(0, end - 65);
    for (let start = from; start < end; start++) {
      if (start > 0 && !"-._~".includes(file[start - 1]!)) continue;
      if (!is(file.slice(start, end), start === 0)) continue;
      return start === 0 ? `[hash]${file.slice(end)}` : file.slice(0, start - 1) + file.slice(end);
    }
  }
  return file;
}
