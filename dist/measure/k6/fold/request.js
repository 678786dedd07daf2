// src/measure/k6/fold/request.ts
import { isDeepStrictEqual } from "node:util";
var HTTP_METRICS = [
  "http_reqs",
  "http_req_duration",
  "http_req_blocked",
  "http_req_connecting",
  "http_req_tls_handshaking",
  "http_req_sending",
  "http_req_waiting",
  "http_req_receiving",
  "http_req_failed"
];
var REQUESTS = 0;
var DURATION = 1;
var BLOCKED = 2;
var FAILED = 8;
function httpNumber(metric) {
  return HTTP_METRICS.indexOf(metric);
}
function isHttpTrend(metric) {
  const number = httpNumber(metric);
  return number > REQUESTS && number < FAILED;
}
var Request = class {
  tags = null;
  /** How many points it has so far; only as many of `metrics` and `values` are its own. */
  points = 0;
  metrics = [];
  values = [];
  /** Milliseconds; NaN when there was no such point. */
  duration = Number.NaN;
  failed = false;
  #time = Number.NaN;
  #blocked = 0;
  /** A bit for each metric that it has. */
  #has = 0;
  /** Whether a point belongs to this request. */
  takes(number, time, tags) {
    if (this.tags === null || time !== this.#time || (this.#has & 1 << number) !== 0) return false;
    return tags === this.tags || isDeepStrictEqual(tags.tags, this.tags.tags);
  }
  begin(time, tags) {
    this.tags = tags;
    this.points = 0;
    this.duration = Number.NaN;
    this.failed = false;
    this.#time = time;
    this.#blocked = 0;
    this.#has = 0;
  }
  add(number, metric, value) {
    this.metrics[this.points] = metric;
    this.values[this.points] = value;
    this.points++;
    this.#has |= 1 << number;
    if (number === DURATION) this.duration = value;
    else if (number === BLOCKED) this.#blocked = value;
    else if (number === FAILED) this.failed = value !== 0;
  }
  /** Epoch milliseconds. */
  get end() {
    return this.#time;
  }
  /** k6 stamps the end; a request starts before its connection is had (`blocked`, connecting included) and it is sent. */
  get start() {
    return this.#time - (this.duration || 0) - this.#blocked;
  }
  /** Whether its http_reqs point was there: then it is one request. */
  get counted() {
    return (this.#has & 1 << REQUESTS) !== 0;
  }
};
export {
  DURATION,
  REQUESTS,
  Request,
  httpNumber,
  isHttpTrend
};
