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
  time = Number.NaN;
  /** The points so far, in order. */
  metrics = [];
  values = [];
  #byNumber = new Float64Array(HTTP_METRICS.length).fill(Number.NaN);
  /** Whether a point belongs to this request. */
  takes(number, time, tags) {
    if (this.tags === null || time !== this.time || !Number.isNaN(this.#byNumber[number])) return false;
    return tags === this.tags || isDeepStrictEqual(tags.tags, this.tags.tags);
  }
  begin(time, tags) {
    this.tags = tags;
    this.time = time;
    this.metrics.length = 0;
    this.values.length = 0;
    this.#byNumber.fill(Number.NaN);
  }
  add(number, metric, value) {
    this.metrics.push(metric);
    this.values.push(value);
    this.#byNumber[number] = value;
  }
  /** k6 stamps the end; a request starts before its connection is had (`blocked`, connecting included) and it is sent. */
  get start() {
    return this.time - (this.#byNumber[DURATION] || 0) - (this.#byNumber[BLOCKED] || 0);
  }
  /** How many requests this is: 1, or 0 when its http_reqs point was not there. */
  get counted() {
    return !Number.isNaN(this.#byNumber[REQUESTS]);
  }
  get failed() {
    return this.#byNumber[FAILED] > 0;
  }
  /** Milliseconds; NaN when there was no such point. */
  get duration() {
    return this.#byNumber[DURATION];
  }
};
export {
  Request,
  httpNumber,
  isHttpTrend
};
