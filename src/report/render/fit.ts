/** Fits a document into a size by leaving out whole rows, least needed sections first. */

export interface Section {
  /** Who gets room first; the order on the page is the order of the list. */
  readonly priority: number;
  readonly open: string;
  /** Most needed first; a row ends with a line break that is added to it. */
  readonly rows: readonly string[];
  readonly close: string;
}

/** Sections in a frame, which is there when any of them is. */
export interface Group {
  readonly open: string;
  readonly parts: readonly Part[];
  readonly close: string;
}

export type Part = Section | Group;

export interface Page {
  /** Always whole. */
  readonly head: string;
  readonly parts: readonly Part[];
  /** Added when anything was left out. */
  readonly foot: string;
}

const encoder = new TextEncoder();

export function bytesOf(text: string): number {
  return encoder.encode(text).byteLength;
}

interface Leaf {
  readonly section: Section;
  /** The groups that it stands in. */
  readonly around: readonly Group[];
}

function leavesOf(parts: readonly Part[], around: readonly Group[] = []): readonly Leaf[] {
  return parts.flatMap((part) =>
    "parts" in part
      ? leavesOf(part.parts, [...around, part])
      : part.rows.length === 0
        ? []
        : [{ section: part, around }],
  );
}

/**
 * The page in at most `limit` UTF-8 bytes. A section without rows is left out; `more(n)` says that n of its rows were.
 * `limit` must have room for `head` and `foot`.
 */
export function fitPage({ head, parts, foot }: Page, limit: number, more: (count: number) => string): string {
  const leaves = leavesOf(parts);
  const shown = new Map<Section, number>();
  const opened = new Set<Group>();
  let left = limit - bytesOf(head) - bytesOf(foot);
  for (const { section, around } of leaves.toSorted((a, b) => a.section.priority - b.section.priority)) {
    const groups = around.filter((group) => !opened.has(group));
    const frame = [section, ...groups].reduce((sum, { open, close }) => sum + bytesOf(open) + bytesOf(close), 0);
    const { count, bytes } = rowsWithin(section.rows, left - frame, more);
    if (count === 0) continue;
    for (const group of groups) opened.add(group);
    shown.set(section, count);
    left -= frame + bytes;
  }
  const isCut = leaves.some(({ section }) => section.rows.length > (shown.get(section) ?? 0));
  return [head, ...parts.map((part) => write(part, shown, more)), ...(isCut ? [foot] : [])].join("");
}

/** How many rows have room, and what they take together with the line that counts the others. */
function rowsWithin(rows: readonly string[], room: number, more: (count: number) => string) {
  const sizes = rows.map((row) => bytesOf(row) + 1);
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  if (whole <= room) return { count: rows.length, bytes: whole };
  let bytes = bytesOf(more(rows.length));
  let count = 0;
  while (count < sizes.length && bytes + sizes[count]! <= room) bytes += sizes[count++]!;
  return { count, bytes };
}

function write(part: Part, shown: ReadonlyMap<Section, number>, more: (count: number) => string): string {
  if ("parts" in part) {
    const inner = part.parts.map((one) => write(one, shown, more)).join("");
    return inner === "" ? "" : `${part.open}${inner}${part.close}`;
  }
  const count = shown.get(part) ?? 0;
  if (count === 0) return "";
  const rest = part.rows.length - count;
  const rows = part.rows.slice(0, count).map((row) => `${row}\n`);
  return [part.open, ...rows, rest === 0 ? "" : more(rest), part.close].join("");
}
