// src/explain/coverage/lcov.ts
function parseLcov(text, inside) {
  const records = /* @__PURE__ */ new Map();
  let current = null;
  for (const line of text.split("\n")) {
    const [key, rest = ""] = divided(line.trim(), ":");
    if (key === "SF") {
      const file = inside(rest);
      current = file === null ? null : records.get(file) ?? { lines: /* @__PURE__ */ new Map(), functions: [] };
      if (file !== null && current !== null) records.set(file, current);
    } else if (key === "DA" && current !== null) {
      const [at, count = "0"] = divided(rest, ",");
      current.lines.set(Number(at), (current.lines.get(Number(at)) ?? 0) + Number.parseInt(count, 10));
    } else if (key === "FN" && current !== null) {
      const [, first, last, name] = /^(\d+),(?:(\d+),)?(.*)$/u.exec(rest) ?? [];
      if (name) current.functions.push({ first: Number(first), last: last ? Number(last) : Infinity, name });
    }
  }
  return new Map([...records].map(([file, record]) => [file, coveredBy(record)]));
}
function divided(text, by) {
  const at = text.indexOf(by);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
function coveredBy({ lines, functions }) {
  const ordered = functions.toSorted((x, y) => y.first - x.first);
  return {
    ran: (line) => lines.has(line) ? lines.get(line) > 0 : null,
    functionAt: (line) => ordered.find(({ first, last }) => first <= line && line <= last)?.name ?? null
  };
}
export {
  parseLcov
};
