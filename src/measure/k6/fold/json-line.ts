/** One line of k6's JSON output by JSON.parse: the reference that the quick way in points.ts must agree with. */
import { jsonOf } from "../../json.ts";
import { METRIC_TYPES, type MetricType } from "./aggregate.ts";
import { viewOf } from "./text.ts";
import { TimeReader } from "./time.ts";

export type Tags = Readonly<Record<string, string>>;

export interface MetricDefinition {
  readonly name: string;
  readonly type: MetricType;
  /** What k6 says the values are: times are in milliseconds, data in bytes. */
  readonly contains: "default" | "time" | "data";
}

export interface DefinitionLine {
  readonly kind: "metric";
  readonly definition: MetricDefinition;
}

export interface PointLine {
  readonly kind: "point";
  readonly metric: string;
  readonly time: number;
  readonly value: number;
  readonly tags: Tags;
}

/** k6 refuses other names, so that an id needs no escaping. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,128}$/;

/** Beyond anything measured, and far from where sums and squares of doubles are no numbers any more. */
export const MOST = 1e100;

/** A point whose value is infinite: k6 1.x writes +Inf or -Inf, which is no JSON; k6 2.x leaves such points out. */
export interface InfiniteLine {
  readonly kind: "infinite";
}

type Json = Readonly<Record<string, unknown>>;

/** What a line says, by JSON.parse; undefined for what k6 does not write. */
export function parseLine(text: string): DefinitionLine | PointLine | InfiniteLine | undefined {
  const json = jsonOf(text);
  if (json !== undefined) return isObject(json) ? (asDefinition(json) ?? asPoint(json)) : undefined;
  const finite = jsonOf(text.replace(/"value":[+-]Inf(?=[,}])/, '"value":0'));
  const point = isObject(finite) ? asPoint(finite) : undefined;
  // What k6 measures itself is never infinite.
  return point !== undefined && !point.metric.startsWith("http_") ? { kind: "infinite" } : undefined;
}

/** The tags in `{"tags":{…}}`, with k6's metadata or without; undefined for anything else. */
export function parseTags(text: string): Tags | undefined {
  const json = jsonOf(text);
  if (!isObject(json) || !isTags(json.tags)) return undefined;
  return Object.keys(json).every((key) => key === "tags" || key === "metadata") ? json.tags : undefined;
}

function isObject(json: unknown): json is Json {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function isTags(json: unknown): json is Tags {
  return isObject(json) && Object.values(json).every((tag) => typeof tag === "string");
}

function asDefinition({ type, data }: Json): DefinitionLine | undefined {
  if (type !== "Metric" || !isObject(data) || typeof data.name !== "string" || !NAME.test(data.name)) return undefined;
  const metricType = METRIC_TYPES.find((known) => known === data.type);
  if (metricType === undefined) return undefined;
  const contains = data.contains === "time" || data.contains === "data" ? data.contains : "default";
  return { kind: "metric", definition: { name: data.name, type: metricType, contains } };
}

function asPoint({ type, metric, data }: Json): PointLine | undefined {
  if (type !== "Point" || typeof metric !== "string" || !isObject(data)) return undefined;
  const { time: text, value, tags = {} } = data;
  if (typeof text !== "string" || typeof value !== "number" || !(Math.abs(value) <= MOST)) return undefined;
  if (!isTags(tags)) return undefined;
  const bytes = Buffer.from(`${text}"`.padEnd(64));
  const reader = new TimeReader();
  const time = reader.read(bytes, viewOf(bytes), 0);
  if (Number.isNaN(time) || reader.end !== text.length) return undefined;
  return { kind: "point", metric, time, value, tags };
}
