/** Fits a document into a size by leaving out whole rows, least needed sections first. */

export interface Section {
  /** Who gets room first; the order on the page is the order of the list. */
  readonly priority: number;
  readonly open: string;
  /** One line each, most needed first. */
  readonly rows: readonly string[];
  readonly close: string;
}

const encoder = new TextEncoder();

function bytesOf(text: string): number {
  return encoder.encode(text).byteLength;
}

/**
 * `head`, then the sections, in at most `limit` UTF-8 bytes. A section without rows is left out; `more(n)` says that n
 * of its rows were. `head` is always whole, so `limit` must have room for it and for `foot`, which is added when
 * anything was left out.
 */
export function fitSections(
  head: string,
  sections: readonly Section[],
  foot: string,
  limit: number,
  more: (count: number) => string,
): string {
  let left = limit - bytesOf(head) - bytesOf(foot);
  const shown = new Map<Section, number>();
  for (const section of sections.filter(({ rows }) => rows.length > 0).toSorted((a, b) => a.priority - b.priority)) {
    const frame = bytesOf(section.open) + bytesOf(section.close);
    const sizes = section.rows.map((row) => bytesOf(row) + 1);
    const whole = frame + sizes.reduce((sum, size) => sum + size, 0);
    let count = sizes.length;
    let used = whole;
    if (whole > left) {
      used = frame + bytesOf(more(sizes.length));
      count = 0;
      while (count < sizes.length && used + sizes[count]! <= left) used += sizes[count++]!;
      if (count === 0) continue;
    }
    shown.set(section, count);
    left -= used;
  }
  const cut = sections.some((section) => section.rows.length > (shown.get(section) ?? 0));
  const body = sections.flatMap((section) => {
    const count = shown.get(section) ?? 0;
    if (count === 0) return [];
    const rest = section.rows.length - count;
    return [
      section.open,
      ...section.rows.slice(0, count).map((row) => `${row}\n`),
      rest === 0 ? "" : more(rest),
      section.close,
    ];
  });
  return [head, ...body, ...(cut ? [foot] : [])].join("");
}
