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
  /** The first line that is none of the format, as a clause; what else there is stands without it. null: there is none. */
  readonly odd: string | null;
}

export interface Parsing {
  line(line: string): void;
  /** @throws NotMetrics when there were lines, and nothing that is wanted could be read */
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

/** `wanted`: globs over names; what one with a ! before it matches is not taken. */
export function parsing(wanted: readonly string[]): Parsing {
  const drafts = new Map<string, Draft>();
  let family: Family = { name: "", type: "" };
  const [left, taken] = [wanted.filter((glob) => glob.startsWith("!")), wanted.filter((glob) => !glob.startsWith("!"))];
  const isWanted = (name: string) =>
    taken.some((glob) => matchesId(glob, name)) && !left.some((glob) => matchesId(glob.slice(1), name));
  let [lines, isCut, isEnded] = [0, false, false];
  let odd: string | null = null;
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
    const role = found !== null && isWanted(found.name) ? found : null;
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
      const role = name === "" ? null : wantedRole(name);
      // The labels and the value of what nobody wants are not looked at.
      if (name !== "" && role === null) return;
      const read = role && parseSample(line, name);
      if (role === null || read === null) {
        odd ??= `line ${lines} is "${printable(line)}"`;
        return;
      }
      const draft = draftOf(role, read);
      if (draft === undefined) return;
      if (role.part === "bucket" && ++buckets > MOST_BUCKETS_IN_ALL) isCut = true;
      else add(draft, role.part, read);
    },
    done() {
      if (drafts.size === 0 && odd !== null) throw new NotMetrics(odd);
      const samples = new Map([...drafts].flatMap(([key, draft]) => sampleOf(draft).map((sample) => [key, sample])));
      return { samples, isCut, isEnded, odd };
    },
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
