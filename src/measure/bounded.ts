/** What a collector tells of causes and facts, in a form that can be stored: names come from a pull request's own programs. Pure. */
import { posix } from "node:path";
import type { Cause } from "../model/cause.ts";
import type { Fact, Range } from "../model/finding.ts";
import type { Side } from "../model/series.ts";
import type { Source } from "../model/source.ts";
import { asName, asSentence } from "./subject.ts";

/** Of a collector; each bounds its own far below. */
const MOST = 2_000;

export function boundedCauses(causes: readonly Cause[]): readonly Cause[] {
  return causes.slice(0, MOST).map((cause) => ({
    ...{ ...cause, ...numbersOf(cause), ...wordsOf(cause) },
    whole: finite(cause.whole),
  }));
}

export function boundedFacts(facts: readonly Fact[]): readonly Fact[] {
  return facts.slice(0, MOST).map(({ rounds, ...fact }) => ({
    ...{ ...fact, ...numbersOf(fact), ...wordsOf(fact), subject: asName(fact.subject) },
    ...(rounds === undefined ? {} : { rounds: rounds === "same" ? rounds : onSides(rounds) }),
  }));
}

const onSides = ({ base, head }: Readonly<Record<Side, Range | null>>) => ({
  base: finiteRange(base),
  head: finiteRange(head),
});

const finiteRange = (range: Range | null) =>
  range !== null && Number.isFinite(range.least) && Number.isFinite(range.most) ? range : null;

type Both = Pick<Cause, "base" | "head">;

const numbersOf = ({ base, head }: Both): Both => ({ base: finite(base), head: finite(head) });

/** JSON has no others. */
const finite = (value: number | null) => (value !== null && Number.isFinite(value) ? value : null);

function wordsOf<Name extends string | null>(told: {
  readonly name: Name;
  readonly note: string | null;
  readonly at: Source | null;
}) {
  const { name, note, at } = told;
  return {
    // A name is one where there was one.
    name: (name === null ? null : asName(name)) as Name,
    note: note === null ? null : asSentence(note),
    at: at === null ? null : placeOf(at),
  };
}

/** null: it leads out of the folder of the config, so that it is no place in the repository; a reader would be led astray. */
function placeOf({ file, line }: Source): Source | null {
  const path = posix.normalize(file);
  if (posix.isAbsolute(path) || path === ".." || path.startsWith("../") || path !== asName(path)) return null;
  return { file: path, line: line !== null && Number.isSafeInteger(line) && line > 0 ? line : null };
}
