/** LCOV's trace files (geninfo(1)): what most languages' coverage tools can write. Pure. */
import type { Coverage, CoveredFile } from "./coverage.ts";

interface Record {
  readonly lines: Map<number, number>;
  /** By the line that each begins in. */
  readonly functions: { readonly line: number; readonly name: string }[];
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
      const [at, name = ""] = divided(rest, ",");
      current.functions.push({ line: Number(at), name });
    }
  }
  return new Map([...records].map(([file, record]) => [file, coveredBy(record)]));
}

function divided(text: string, by: string): readonly [string, string?] {
  const at = text.indexOf(by);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function coveredBy({ lines, functions }: Record): CoveredFile {
  return {
    ran: (line) => (lines.has(line) ? lines.get(line)! > 0 : null),
    functionAt: (line) => functions.findLast((one) => one.line <= line)?.name ?? null,
  };
}
