/** The body of a scrape, line by line: what is wanted of it is kept, all else forgotten at once. Pure. */
import { matchesId } from "../../model/metric.ts";
import { shortened } from "../subject.ts";
import { type Family, type Role, roleOf } from "./family.ts";
import { labelText, nameOf, parseSample, type SampleLine } from "./line.ts";

interface Named {
  /** As in the ids of metrics: a counter's with its _total, in either format. */
  readonly name: string;
  /** Sorted, written as the format writes them, without le and quantile. */
  readonly labels: string;
}

interface Counter extends Named {
  readonly kind: "counter";
  readonly value: number;
}

interface Gauge extends Omit<Counter, "kind"> {
  readonly kind: "gauge";
}

export interface Summary extends Named {
  readonly kind: "summary";
  readonly sum: number | null;
  readonly count: number | null;
}

export interface Histogram extends Omit<Summary, "kind"> {
  readonly kind: "histogram";
  /** Upper bound → how many were at or below it. */
  readonly buckets: ReadonlyMap<number, number>;
}

export type Sample = Counter | Gauge | Summary | Histogram;

export interface Scrape {
  /** By name and labels. */
  readonly samples: ReadonlyMap<string, Sample>;
  /** Whether more was wanted than is kept. */
  readonly isCut: boolean;
  /** Whether the line was there that OpenMetrics ends with. */
  readonly isEnded: boolean;
}

export interface Parsing {
  /** @throws NotMetrics when it is no line of the format */
  line(line: string): void;
  done(): Scrape;
}

/** The body is not what a scrape answers with; the message says where, as a clause. */
export class NotMetrics extends Error {}

/** Samples that are kept of a scrape; those that are weighed are fewer still. */
const MOST = 5_000;
/** Buckets of one histogram, of which usual ones have a dozen, and of all. */
const MOST_BUCKETS = 1_000;
const MOST_BUCKETS_IN_ALL = 100_000;
/** Characters of all names and labels that are kept. */
const LONGEST_NAMES = 4 * 2 ** 20;

/** A sample while its lines are read. */
interface Draft extends Named {
  readonly kind: Sample["kind"];
  readonly buckets: Map<number, number>;
  value: number | null;
  sum: number | null;
  count: number | null;
}

/** `wanted`: globs over names. */
export function parsing(wanted: readonly string[]): Parsing {
  const drafts = new Map<string, Draft>();
  let family: Family = { name: "", type: "" };
  let [lines, isCut, isEnded] = [0, false, false];
  let [buckets, characters] = [0, 0];
  /** Lines of one name follow each other. */
  let last: { readonly name: string; readonly family: Family; readonly role: Role | null } | null = null;

  function comment(line: string): void {
    isEnded = line === "# EOF";
    const [, name, type] = /^#[ \t]+TYPE[ \t]+([^ \t]+)[ \t]+([a-z]+)/.exec(line) ?? [];
    if (name !== undefined && type !== undefined) family = { name, type };
  }

  function wantedRole(name: string): Role | null {
    if (last?.name === name && last.family === family) return last.role;
    const found = roleOf(name, family);
    const role = found !== null && wanted.some((glob) => matchesId(glob, found.name)) ? found : null;
    last = { name, family, role };
    return role;
  }

  function draftOf({ name, kind, part }: Role, { labels }: SampleLine): Draft | undefined {
    const text = labelText(labels, part === "bucket" ? "le" : part === "quantile" ? "quantile" : null);
    const key = `${name}\n${text}`;
    const known = drafts.get(key);
    if (known !== undefined) return known;
    const isFull = drafts.size === MOST || characters + key.length > LONGEST_NAMES;
    isCut ||= isFull;
    if (isFull) return undefined;
    characters += key.length;
    const draft = { name, labels: text, kind, buckets: new Map(), value: null, sum: null, count: null };
    drafts.set(key, draft);
    return draft;
  }

  return {
    line(line) {
      lines++;
      if (line.startsWith("#")) return comment(line);
      if (line === "") return;
      isEnded = false;
      const name = nameOf(line);
      if (name === "") throw new NotMetrics(`line ${lines} is "${printable(line)}"`);
      const role = wantedRole(name);
      // The labels and the value of what nobody wants are not looked at.
      if (role === null) return;
      const read = parseSample(line, name);
      if (read === null) throw new NotMetrics(`line ${lines} is "${printable(line)}"`);
      const draft = draftOf(role, read);
      if (draft === undefined) return;
      if (role.part === "bucket" && ++buckets > MOST_BUCKETS_IN_ALL) isCut = true;
      else add(draft, role.part, read);
    },
    done: () => ({
      samples: new Map([...drafts].flatMap(([key, draft]) => sampleOf(draft).map((sample) => [key, sample]))),
      isCut,
      isEnded,
    }),
  };
}

function add(draft: Draft, part: Role["part"], { labels, value }: SampleLine): void {
  if (part === "bucket") {
    const bound = boundOf(labels.get("le"));
    if (bound !== null && draft.buckets.size < MOST_BUCKETS) draft.buckets.set(bound, value);
  } else if (part !== "quantile") draft[part] = value;
}

function boundOf(le: string | undefined): number | null {
  const bound = le === "+Inf" ? Infinity : Number(le);
  return Number.isNaN(bound) ? null : bound;
}

function sampleOf({ kind, name, labels, buckets, value, sum, count }: Draft): readonly Sample[] {
  if (kind === "histogram") return [{ kind, name, labels, buckets, sum, count }];
  if (kind === "summary") return [{ kind, name, labels, sum, count }];
  return value === null ? [] : [{ kind, name, labels, value }];
}

/** The beginning of a line that may hold anything. */
function printable(line: string): string {
  return shortened(line, 80).replace(/[\p{Cc}\uFFFD]/gu, "·");
}
