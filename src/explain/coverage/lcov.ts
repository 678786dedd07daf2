/** LCOV's trace files (geninfo(1)): what most languages' coverage tools can write. Pure. */
import { ToolError } from "../../errors.ts";
import type { Coverage, CoveredFile } from "./coverage.ts";

/** Lines (DA) and functions (FN) of all changed files: far more than changes have. */
const MOST = 200_000;

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

/**
 * `inside`: a path as the file has it, from the side's folder; null: it lies elsewhere.
 *
 * @throws ToolError when there is more of it than changes have
 */
export function parseLcov(text: string, inside: (path: string) => string | null): Coverage {
  const records = new Map<string, Record>();
  let current: Record | null = null;
  let told = 0;
  for (const [, key, rest = ""] of text.matchAll(/^(SF|DA|FN):([^\r\n]*)/gmu)) {
    if (key === "SF") {
      const file = inside(rest);
      current = file === null ? null : (records.get(file) ?? { lines: new Map(), functions: [] });
      if (file !== null && current !== null) records.set(file, current);
      continue;
    }
    if (current === null) continue;
    if (++told > MOST)
      throw new ToolError(
        `explain.coverage.run wrote more than ${MOST} lines DA and FN of the files that head changes; let it write each line once, or set explain.coverage to false`,
      );
    if (key === "DA") {
      const [at = "", count = "0"] = rest.split(",", 2);
      current.lines.set(Number(at), (current.lines.get(Number(at)) ?? 0) + Number.parseInt(count, 10));
    } else {
      // The line where it ends is left out by many; a name may hold commas.
      const [, first, last, name] = /^(\d+),(?:(\d+),)?(.*)$/u.exec(rest) ?? [];
      if (name) current.functions.push({ first: Number(first), last: last ? Number(last) : Infinity, name });
    }
  }
  return new Map([...records].map(([file, record]) => [file, coveredBy(record)]));
}

function coveredBy(record: Record): CoveredFile {
  const names = namesOf(record);
  return {
    ran: (line) => (record.lines.has(line) ? record.lines.get(line)! > 0 : null),
    functionAt: (line) => names.get(line) ?? null,
  };
}

/** By line, of the functions that have not ended the one that begins last; of those in one line, the first that is told. */
function namesOf({ lines, functions }: Record): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const coming = functions.toSorted((x, y) => y.first - x.first);
  const open: LcovFunction[] = [];
  for (const line of [...lines.keys()].sort((x, y) => x - y)) {
    while (coming.length > 0 && coming.at(-1)!.first <= line) open.push(coming.pop()!);
    while (open.length > 0 && open.at(-1)!.last < line) open.pop();
    if (open.length > 0) names.set(line, open.at(-1)!.name);
  }
  return names;
}
