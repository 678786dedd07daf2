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
    // Of a deleted file there is none, and a name that git has to quote is left out.
    if (line.startsWith("+++ ")) files.push({ file: /^\+\+\+ b\/(.+?)\t?$/u.exec(line)?.[1] ?? "", lines: [] });
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/u.exec(line);
    if (hunk === null) continue;
    const [first, count] = [Number(hunk[2]), Number(hunk[3] ?? 1)];
    for (let index = 0; index < count; index++) files.at(-1)?.lines.push(first + index);
    left = count;
  }
  return files.filter(({ file, lines }) => file !== "" && lines.length > 0);
}
