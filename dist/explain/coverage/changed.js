// src/explain/coverage/changed.ts
function changedLines(diff) {
  const files = [];
  let left = 0;
  for (const line of diff.split("\n")) {
    if (left > 0 && /^[+\-\\]/u.test(line)) {
      if (line.startsWith("+")) left--;
      continue;
    }
    if (line.startsWith("+++ ")) files.push({ file: /^\+\+\+ b\/(.+?)\t?$/u.exec(line)?.[1] ?? "", lines: [] });
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/u.exec(line);
    if (hunk === null) continue;
    const [first, count] = [Number(hunk[2]), Number(hunk[3] ?? 1)];
    for (let index = 0; index < count; index++) files.at(-1)?.lines.push(first + index);
    left = count;
  }
  return files.filter(({ file, lines }) => file !== "" && lines.length > 0);
}
export {
  changedLines
};
