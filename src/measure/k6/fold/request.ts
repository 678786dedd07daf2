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
export const REQUESTS = 0;
export const DURATION = 1;
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
  /** How many points it has so far; only as many of `metrics` and `values` are its own. */
  points = 0;
  readonly metrics: KnownMetric[] = [];
  readonly values: number[] = [];
  /** Milliseconds; NaN when there was no such point. */
  duration = Number.NaN;
  failed = false;
  #time = Number.NaN;
  #blocked = 0;
  /** A bit for each metric that it has. */
  #has = 0;

  /** Whether a point belongs to this request. */
  takes(number: number, time: number, tags: T): boolean {
    if (this.tags === null || time !== this.#time || (this.#has & (1 << number)) !== 0) return false;
    return tags === this.tags || isDeepStrictEqual(tags.tags, this.tags.tags);
  }

  begin(time: number, tags: T | null): void {
    this.tags = tags;
    this.points = 0;
    this.duration = Number.NaN;
    this.failed = false;
    this.#time = time;
    this.#blocked = 0;
    this.#has = 0;
  }

  add(number: number, metric: KnownMetric, value: number): void {
    this.metrics[this.points] = metric;
    this.values[this.points] = value;
    this.points++;
    this.#has |= 1 << number;
    if (number === DURATION) this.duration = value;
    else if (number === BLOCKED) this.#blocked = value;
    else if (number === FAILED) this.failed = value !== 0;
  }

  /** Epoch milliseconds. */
  get end(): number {
    return this.#time;
  }

  /** k6 stamps the end; a request starts before its connection is had (`blocked`, connecting included) and it is sent. */
  get start(): number {
    return this.#time - (this.duration || 0) - this.#blocked;
  }

  /** Whether its http_reqs point was there: then it is one request. */
  get counted(): boolean {
    return (this.#has & (1 << REQUESTS)) !== 0;
  }
}
