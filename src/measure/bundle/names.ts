/**
 * Which built file of base is which of head. Bundlers put a hash of the content into a file's name, so that every change
 * renames it; taken literally, each would be one file gone and one new. A name without its hash is the subject of the
 * metric, so it is made from one side alone wherever possible: it must be the same for every commit.
 */
import { withoutAnyHash, withoutHash } from "../hashes.ts";

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
  pairBy((group) => (group.length === 1 ? withoutAnyHash(group[0]!.path) : undefined), certainName);
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
