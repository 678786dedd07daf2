/**
 * Which built file of base is which of head. Bundlers put a hash of the content into a file's name, so that every change
 * renames it; taken literally, each would be one file gone and one new. A name without its hash is the subject of the
 * metric, so it is made from one side alone wherever possible: it must be the same for every commit.
 */

export interface BuiltFile {
  /** Below the side's folder, with `/`. */
  readonly path: string;
  /** Of its bytes. */
  readonly digest: string;
  /** What it was built from, as the manifest says. */
  readonly source?: string;
  /** The bundler's own name for it, which stands before the hash. */
  readonly chunk?: string;
}

/** Files that are weighed as one, and its hash-free name. A side without them has none. */
export interface FileSubject {
  readonly name: string;
  readonly base: readonly string[];
  readonly head: readonly string[];
}

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
function loosely(path: string): string {
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

type Group = readonly BuiltFile[];
type Groups = ReadonlyMap<string, Group>;

/**
 * Sets the files of both sides together. Files that share a name once hashes are gone (`chunk.js`) are told apart by
 * what they were built from, else weighed together. What is then on one side only is matched by the manifest's source,
 * by equal bytes, and by a name that may hold a hash, each only where there is one answer.
 */
export function matchFiles(base: readonly BuiltFile[], head: readonly BuiltFile[]): readonly FileSubject[] {
  const ambiguous = new Set([...namesakes(base), ...namesakes(head)]);
  const left = { base: new Map(groupUp(base, ambiguous)), head: new Map(groupUp(head, ambiguous)) };
  const subjects: FileSubject[] = [];
  const pair = (baseName: string, headName: string, name = headName) => {
    const subject = { base: left.base.get(baseName) ?? [], head: left.head.get(headName) ?? [] };
    subjects.push({ name, base: subject.base.map(pathOf), head: subject.head.map(pathOf) });
    left.base.delete(baseName);
    left.head.delete(headName);
  };
  const pairBy = (key: (group: Group) => string | undefined, nameOf?: typeof certainName) => {
    const bases = onlyOnes(left.base, key);
    for (const [value, headName] of onlyOnes(left.head, key)) {
      const baseName = bases.get(value);
      if (baseName === undefined) continue;
      const name = nameOf ? nameOf([left.base.get(baseName)!, left.head.get(headName)!]) : headName;
      if (name !== undefined) pair(baseName, headName, name);
    }
  };
  for (const name of [...left.head.keys()]) if (left.base.has(name)) pair(name, name);
  pairBy((group) => group.map(pathOf).join("\n"));
  pairBy((group) => (group.length === 1 ? group[0]!.source : undefined));
  pairBy((group) => group.map((file) => file.digest).join("\n"));
  pairBy((group) => (group.length === 1 ? loosely(group[0]!.path) : undefined), certainName);
  for (const [name, files] of left.base) subjects.push({ name, base: files.map(pathOf), head: [] });
  for (const [name, files] of left.head) subjects.push({ name, base: [], head: files.map(pathOf) });
  return merged(subjects).sort((a, b) => (a.name < b.name ? -1 : 1));
}

const pathOf = (file: BuiltFile) => file.path;

/** The name of two files of which one certainly has a hash; undefined where neither has. */
function certainName(groups: readonly Group[]): string | undefined {
  return groups
    .map(([file]) => ({ path: file!.path, name: withoutHash(file!.path, file!.chunk) }))
    .find(({ path, name }) => name !== path)?.name;
}

/** Names that several files of one side share. */
function namesakes(files: readonly BuiltFile[]): Set<string> {
  const seen = new Set<string>();
  return new Set(
    files.map((file) => withoutHash(file.path, file.chunk)).filter((name) => seen.size === seen.add(name).size),
  );
}

function groupUp(files: readonly BuiltFile[], ambiguous: ReadonlySet<string>): Groups {
  const groups = new Map<string, BuiltFile[]>();
  for (const file of [...files].sort((a, b) => (a.digest < b.digest ? -1 : 1))) {
    const plain = withoutHash(file.path, file.chunk);
    const name = ambiguous.has(plain) && file.source !== undefined ? `${plain} (${file.source})` : plain;
    groups.set(name, [...(groups.get(name) ?? []), file]);
  }
  return groups;
}

/** Key → name, of the keys that exactly one group has. */
function onlyOnes(groups: Groups, key: (group: Group) => string | undefined): Map<string, string> {
  const names = new Map<string, string[]>();
  for (const [name, group] of groups) {
    const value = key(group);
    if (value !== undefined) names.set(value, [...(names.get(value) ?? []), name]);
  }
  return new Map([...names].flatMap(([value, found]) => (found.length === 1 ? [[value, found[0]!]] : [])));
}

/** A name may come up twice: paired under head's name, and left over under the same on base. */
function merged(subjects: readonly FileSubject[]): FileSubject[] {
  const byName = new Map<string, FileSubject>();
  for (const subject of subjects) {
    const other = byName.get(subject.name);
    const both = other && {
      name: subject.name,
      base: [...other.base, ...subject.base],
      head: [...other.head, ...subject.head],
    };
    byName.set(subject.name, both ?? subject);
  }
  return [...byName.values()];
}
