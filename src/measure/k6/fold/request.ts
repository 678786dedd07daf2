/** The points of one HTTP request, which k6 writes after one another with one time and the same tags. */
import { isDeepStrictEqual } from "node:util";
import type { Tags } from "./json-line.ts";
import type { KnownMetric } from "./points.ts";

/** Each has its bit. http_reqs comes first. */
const HTTP_METRICS = [
  "http_reqs",
  "http_req_duration",
  "http_req_blocked",
  "http_req_connecting",
  "http_req_tls_handshaking",
  "http_req_sending",
  "http_req_waiting",
  "http_req_receiving",
  "http_req_failed",
];
const REQUESTS = 0;
const DURATION = 1;
const BLOCKED = 2;
const FAILED = 8;

/** 0–8 for the metrics of HTTP requests, else -1. */
export function httpNumber(metric: string): number {
  return HTTP_METRICS.indexOf(metric);
}

/** Whether a metric is a trend of HTTP requests: its points are told apart by expected_response. */
export function isHttpTrend(metric: string): boolean {
  const number = httpNumber(metric);
  return number > REQUESTS && number < FAILED;
}

/** One request being collected; used again for the next. */
export class Request<T extends { readonly tags: Tags }> {
  tags: T | null = null;
  time = Number.NaN;
  /** The points so far, in order. */
  readonly metrics: KnownMetric[] = [];
  readonly values: number[] = [];
  #byNumber = new Float64Array(HTTP_METRICS.length).fill(Number.NaN);

  /** Whether a point belongs to this request. */
  takes(number: number, time: number, tags: T): boolean {
    if (this.tags === null || time !== this.time || !Number.isNaN(this.#byNumber[number]!)) return false;
    return tags === this.tags || isDeepStrictEqual(tags.tags, this.tags.tags);
  }

  begin(time: number, tags: T | null): void {
    this.tags = tags;
    this.time = time;
    this.metrics.length = 0;
    this.values.length = 0;
    this.#byNumber.fill(Number.NaN);
  }

  add(number: number, metric: KnownMetric, value: number): void {
    this.metrics.push(metric);
    this.values.push(value);
    this.#byNumber[number] = value;
  }

  /** k6 stamps the end; a request starts before its connection is had (`blocked`, connecting included) and it is sent. */
  get start(): number {
    return this.time - (this.#byNumber[DURATION]! || 0) - (this.#byNumber[BLOCKED]! || 0);
  }

  /** How many requests this is: 1, or 0 when its http_reqs point was not there. */
  get counted(): boolean {
    return !Number.isNaN(this.#byNumber[REQUESTS]!);
  }

  get failed(): boolean {
    return this.#byNumber[FAILED]! > 0;
  }

  /** Milliseconds; NaN when there was no such point. */
  get duration(): number {
    return this.#byNumber[DURATION]!;
  }
}
