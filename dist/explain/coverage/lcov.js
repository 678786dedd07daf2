// src/explain/coverage/lcov.ts
import { ToolError } from "../../errors.js";
var MOST = 2e5;
function parseLcov(text, inside) {
  const records = /* @__PURE__ */ new Map();
  let current = null;
  let told = 0;
  for (const [, key, rest = ""] of text.matchAll(/^(SF|DA|FN):([^\r\n]*)/gmu)) {
    if (key === "SF") {
      const file = inside(rest);
      current = file === null ? null : records.get(file) ?? { lines: /* @__PURE__ */ new Map(), functions: [] };
      if (file !== null && current !== null) records.set(file, current);
      continue;
    }
    if (current === null) continue;
    if (++told > MOST)
      throw new ToolError(
        `explain.coverage.run wrote more than ${MOST} lines DA and FN of the files that head changes; let it write each line once, or set explain.coverage to false`
      );
    if (key === "DA") {
      const [at = "", count = "0"] = rest.split(",", 2);
      current.lines.set(Number(at), (current.lines.get(Number(at)) ?? 0) + Number.parseInt(count, 10));
    } else {
      const [, first, last, name] = /^(\d+),(?:(\d+),)?(.*)$/u.exec(rest) ?? [];
      if (name) current.functions.push({ first: Number(first), last: last ? Number(last) : Infinity, name });
    }
  }
  return new Map([...records].map(([file, record]) => [file, coveredBy(record)]));
}
function coveredBy(record) {
  const names = namesOf(record);
  return {
    ran: (line) => record.lines.has(line) ? record.lines.get(line) > 0 : null,
    functionAt: (line) => names.get(line) ?? null
  };
}
function namesOf({ lines, functions }) {
  const names = /* @__PURE__ */ new Map();
  const coming = functions.toSorted((x, y) => y.first - x.first);
  const open = [];
  for (const line of [...lines.keys()].sort((x, y) => x - y)) {
    while (coming.length > 0 && coming.at(-1).first <= line) open.push(coming.pop());
    while (open.length > 0 && open.at(-1).last < line) open.pop();
    if (open.length > 0) names.set(line, open.at(-1).name);
  }
  return names;
}
export {
  parseLcov
};
