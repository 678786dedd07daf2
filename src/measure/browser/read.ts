/** What a visit told: the script's line, and k6's points. Pure. */
import { z } from "zod";
import { ToolError } from "../../errors.ts";
import { withoutHash } from "../hashes.ts";
import { jsonOf } from "../json.ts";
import { asName, LONGEST_TIME } from "../subject.ts";
import { MOST_ENTRIES } from "./script.ts";
import { typeOf } from "./types.ts";

/** What one visit gave. */
export interface Visit {
  /** By the metric part of an id, in the metric's unit. */
  readonly values: ReadonlyMap<string, number>;
  /** Milliseconds, by name: the page's own files by their path without hash and query. */
  readonly resources: ReadonlyMap<string, number>;
  /** Milliseconds. */
  readonly longestTask: number;
  /** Whether there may be more resources than the browser kept: then nothing that is counted of them is in `values`. */
  readonly isCut: boolean;
}

const time = z.number().min(0).max(LONGEST_TIME);
const bytes = z.number().min(0).max(Number.MAX_SAFE_INTEGER);

/** The script asks for no more than MOST_ENTRIES; a page may have put its own function in the place of what is asked. */
const list = <Schema extends z.ZodType>(schema: Schema) => z.array(schema).max(MOST_ENTRIES);

const toldSchema = z.object({
  href: z.string(),
  navigation: z.object({
    domainLookupStart: time,
    domainLookupEnd: time,
    connectStart: time,
    connectEnd: time,
    domContentLoadedEventEnd: time,
    loadEventEnd: time,
    domComplete: time,
    transferSize: bytes,
  }),
  resources: list(
    z.object({
      name: z.string(),
      initiatorType: z.string(),
      contentType: z.string().exactOptional(),
      duration: time,
      transferSize: bytes,
    }),
  ),
  measures: list(z.object({ name: z.string(), duration: time })),
  tasks: list(time),
  /** Of interactions, each of which is several. */
  events: list(z.object({ interactionId: z.number(), duration: time })),
});

export type Told = z.output<typeof toldSchema>;

/** @throws ToolError when the page told something else: it may have replaced what it was asked by */
export function parseTold(text: string, page: string): Told {
  const parsed = toldSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join(".") || "the whole";
  throw new ToolError(`browser: what ${page} tells of its performance cannot be read, at ${where}: ${issue?.message}.`);
}

/** k6 has the next paint only of a page that is left: it is read from the page. */
const VITALS = ["lcp", "fcp", "ttfb", "cls"];
const point = z.object({ metric: z.string(), data: z.object({ value: time }) });

/** The web vitals among k6's points, a line of JSON each: the last of each holds. */
export function vitalsIn(lines: readonly string[]): ReadonlyMap<string, number> {
  const vitals = new Map<string, number>();
  for (const line of lines) {
    if (!line.includes('"browser_web_vital_') || !line.includes('"Point"')) continue;
    const { data } = point.safeParse(jsonOf(line));
    const name = data?.metric.slice("browser_web_vital_".length) ?? "";
    if (data !== undefined && VITALS.includes(name)) vitals.set(name, data.data.value);
  }
  return vitals;
}

/** Measures of different names; of one name all together. */
const MOST_MEASURES = 100;

export function visitOf(told: Told, vitals: ReadonlyMap<string, number>): Visit {
  const { navigation, resources, tasks } = told;
  const isCut = resources.length >= MOST_ENTRIES;
  const values = new Map([
    ...vitals,
    ...nextPaint(told),
    ["dns", span(navigation.domainLookupStart, navigation.domainLookupEnd)],
    ["connect", span(navigation.connectStart, navigation.connectEnd)],
    ["dom-loaded", navigation.domContentLoadedEventEnd],
    ["load", navigation.loadEventEnd],
    ["complete", navigation.domComplete],
    ["long-tasks", tasks.length],
    ["long-task-time", sum(tasks)],
    ...(isCut ? [] : countsOf(told)),
    ...measures(told),
  ]);
  const durations = resources.map(({ name, duration }) => [nameOf(name, told.href), duration] as const);
  return { values, resources: largest(durations), longestTask: Math.max(0, ...tasks), isCut };
}

/** How many interactions there are to each that is left out of the longest (web.dev/articles/inp). */
const OUTLIER_IN = 50;

function nextPaint({ events }: Told): readonly (readonly [string, number])[] {
  const longest = [...largest(events.map(({ interactionId, duration }) => [String(interactionId), duration])).values()];
  const rank = Math.floor(longest.length / OUTLIER_IN);
  const inp = longest.sort((a, b) => b - a)[rank];
  return inp === undefined ? [] : [["inp", inp]];
}

/** A page may give any times. */
const span = (from: number, to: number) => Math.max(0, to - from);
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** What is told of all resources together, the document among them. */
function countsOf({ navigation, resources }: Told): readonly (readonly [string, number])[] {
  const document = ["document", navigation.transferSize] as const;
  const typed = [document, ...resources.map((one) => [typeOf(one), one.transferSize] as const)];
  return [
    ["requests", typed.length],
    ["bytes", sum(typed.map(([, size]) => size))],
    ...[...sumByName(typed)].map(([type, total]) => [`${type}-bytes`, total] as const),
  ];
}

function measures({ measures }: Told): readonly (readonly [string, number])[] {
  const named = measures.map(({ name, duration }) => [measureName(name), duration] as const);
  return [...sumByName(named)].slice(0, MOST_MEASURES);
}

/** In the metric part of an id, which holds neither / nor @. */
const measureName = (name: string) => asName(`measure-${name.replace(/[/@]/gu, "-").slice(0, 200)}`);

function sumByName(rows: readonly (readonly [string, number])[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [name, number] of rows) sums.set(name, (sums.get(name) ?? 0) + number);
  return sums;
}

function largest(rows: readonly (readonly [string, number])[]): ReadonlyMap<string, number> {
  const byName = new Map<string, number>();
  for (const [name, number] of rows) byName.set(name, Math.max(byName.get(name) ?? 0, number));
  return byName;
}

function nameOf(written: string, page: string): string {
  if (!URL.canParse(written)) return asName(written.slice(0, 200));
  const { origin, pathname } = new URL(written);
  const isOwn = URL.canParse(page) && new URL(page).origin === origin;
  return asName((isOwn ? "" : origin) + withoutHash(pathname.slice(0, 1000)));
}
