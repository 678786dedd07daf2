/** Frames as they stand in a side's tree: both sides' builds lie in folders of their own. */
import { realpathSync } from "node:fs";
import { ToolError } from "../errors.ts";
import { shortened } from "../measure/subject.ts";
import { insideOf, LONGEST_PATH } from "./inside.ts";
import { mapsIn } from "./mapped.ts";
import type { Frame, Profile, Sample } from "./profile.ts";
import { sourceOf } from "./source.ts";

/** A function by what it is called on both sides. */
export interface Located {
  readonly name: string;
  /** From the side's folder, with / between its parts, where it lies below that; else as its runtime has it. */
  readonly file: string | null;
  readonly line: number | null;
  /** Whether it is the target's own, and neither of a package nor of the runtime. */
  readonly own: boolean;
  /** Whether the file is the target's own and can be shown. */
  readonly inTree: boolean;
  readonly internal: boolean;
}

export interface LocatedSample extends Omit<Sample, "stack"> {
  readonly stack: readonly Located[];
}

const PACKAGES = /(?:^|\/)(?:node_modules|vendor|site-packages|dist-packages|\.venv)\//u;
/** Characters of the name of a function. */
export const LONGEST_NAME = 200;
/** Characters of the line that stands for the name of a function without one. */
const LONGEST_LINE = 60;
/** Characters of a path as it is shown. */
const LONGEST_FILE = 1000;

/** Of one profile; a large program has some ten thousand. */
const MOST_FUNCTIONS = 200_000;
/** Characters of the files whose lines stand for names. */
const MOST_TEXT = 64 * 1024 * 1024;

/**
 * `dir`: absolute, where the side was built. Calls of a function by itself count as one.
 *
 * @throws ToolError when it names more functions than a program has
 */
export function locate({ samples }: Pick<Profile, "samples">, dir: string): readonly LocatedSample[] {
  const place = placeIn(realpathSync(dir));
  const known = new Map<string, Located>();
  const located = (frame: Frame) => {
    const key = keyOf(frame);
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size === MOST_FUNCTIONS) throw new ToolError(`a profile names more than ${MOST_FUNCTIONS} functions`);
    const placed = place(frame);
    known.set(key, placed);
    return placed;
  };
  return samples.map(({ stack, value }) => {
    const frames = stack.map(located);
    return { value, stack: frames.filter((frame, index) => frame !== frames[index - 1]) };
  });
}

/** Of what places tell apart: a name of a megabyte may stand in every sample. */
function keyOf({ name, file, line, column, internal }: Frame): string {
  const place = [file && shortened(file, LONGEST_PATH + 1), line, column];
  return JSON.stringify([shortened(name, LONGEST_NAME), ...place, internal]);
}

/** Where nothing is known of the place in its line: what stands last there. */
const ANY = Number.MAX_SAFE_INTEGER;

function placeIn(dir: string): (frame: Frame) => Located {
  const lineOf = linesIn(dir);
  const mapOf = mapsIn(dir);
  return ({ name, file, internal, ...at }) => {
    const built = file === null ? null : insideOf(dir, file);
    const source = built === null || at.line === null ? null : (mapOf(built)?.(at.line, at.column ?? ANY) ?? null);
    const [inside, line] = source === null ? [built, at.line] : [source.file, source.line];
    const inTree = inside !== null && !PACKAGES.test(inside);
    const written = inTree && line !== null && isUnnamed(name) ? lineOf(inside, line) : "";
    const called = isUnnamed(name) ? (written === "" ? NAMELESS : quoted(written)) : name;
    return {
      name: shortened(called, LONGEST_NAME),
      file: file === null ? null : shortened(inside ?? file, LONGEST_FILE),
      line,
      own: !internal && (inTree || file === null),
      inTree,
      internal,
    };
  };
}

/** The lines of the target's files, without what is around them; of more than a program's text, and of other files, "". */
function linesIn(dir: string): (file: string, line: number) => string {
  const files = new Map<string, readonly string[]>();
  let left = MOST_TEXT;
  const read = (file: string) => {
    const text = left > 0 ? (sourceOf(dir, file) ?? "") : "";
    left -= text.length;
    const lines = text.split("\n");
    files.set(file, lines);
    return lines;
  };
  return (file, line) => (files.get(file) ?? read(file))[line - 1]?.trim() ?? "";
}

const isUnnamed = (name: string) => name === "" || name === "(anonymous)" || name === "<anonymous>";

const NAMELESS = "(anonymous)";

/** Whether its name is only what tells it from others without one. */
export const isNameless = ({ name }: Pick<Located, "name">) => name === NAMELESS || name.startsWith(`${NAMELESS} `);

/** Its line tells a function without a name from others, also where lines above it were added. */
const quoted = (line: string) => `${NAMELESS} ${shortened(line, LONGEST_LINE)}`;
