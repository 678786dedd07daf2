/** The lines of head that a pull request wrote, by `git diff -U0`. Pure. */

export interface ChangedFile {
  /** From the folder of the config, with / between its parts. */
  readonly file: string;
  /** As they are numbered in head, rising. */
  readonly lines: readonly number[];
}

export function changedLines(diff: string): readonly ChangedFile[] {
  const files: { file: string; lines: number[] }[] = [];
  // Added lines may look like headers: they are counted, and passed over.
  let left = 0;
  for (const line of diff.split("\n")) {
    if (left > 0 && /^[+\-\\]/u.test(line)) {
      if (line.startsWith("+")) left--;
      continue;
    }
    const file = /^\+\+\+ b\/(.+)$/u.exec(line)?.[1];
    if (file !== undefined) files.push({ file: file.replace(/\t$/u, ""), lines: [] });
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/u.exec(line);
    if (hunk === null) continue;
    const [first, count] = [Number(hunk[2]), Number(hunk[3] ?? 1)];
    for (let index = 0; index < count; index++) files.at(-1)?.lines.push(first + index);
    left = count;
  }
  return files.filter(({ lines }) => lines.length > 0);
}
