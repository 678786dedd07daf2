/** LCOV's trace files (geninfo(1)): what most languages' coverage tools can write. Pure. */
import type { Coverage, CoveredFile } from "./coverage.ts";

interface LcovFunction {
  readonly first: number;
  /** Infinity: it is not told. */
  readonly last: number;
  readonly name: string;
}

interface Record {
  readonly lines: Map<number, number>;
  readonly functions: LcovFunction[];
}

/** `inside`: a path as the file has it, from the side's folder; null: it lies elsewhere. */
export function parseLcov(text: string, inside: (path: string) => string | null): Coverage {
  const records = new Map<string, Record>();
  let current: Record | null = null;
  for (const line of text.split("\n")) {
    const [key, rest = ""] = divided(line.trim(), ":");
    if (key === "SF") {
      const file = inside(rest);
      current = file === null ? null : (records.get(file) ?? { lines: new Map(), functions: [] });
      if (file !== null && current !== null) records.set(file, current);
    } else if (key === "DA" && current !== null) {
      const [at, count = "0"] = divided(rest, ",");
      current.lines.set(Number(at), (current.lines.get(Number(at)) ?? 0) + Number.parseInt(count, 10));
    } else if (key === "FN" && current !== null) {
      // The line where it ends is left out by many; a name may hold commas.
      const [, first, last, name] = /^(\d+),(?:(\d+),)?(.*)$/u.exec(rest) ?? [];
      if (name) current.functions.push({ first: Number(first), last: last ? Number(last) : Infinity, name });
    }
  }
  return new Map([...records].map(([file, record]) => [file, coveredBy(record)]));
}

function divided(text: string, by: string): readonly [string, string?] {
  const at = text.indexOf(by);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function coveredBy({ lines, functions }: Record): CoveredFile {
  const ordered = functions.toSorted((x, y) => y.first - x.first);
  return {
    ran: (line) => (lines.has(line) ? lines.get(line)! > 0 : null),
    functionAt: (line) => ordered.find(({ first, last }) => first <= line && line <= last)?.name ?? null,
  };
}
