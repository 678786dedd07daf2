/**
 * What one slot's copy of the user's script stands on while k6 runs it. Bundled once a slot, so that nothing here or in
 * the script is shared between the two sides; `WEIGHBRIDGE_SLOT` is set at bundling.
 */
import exec from "weighbridge-real:k6/execution";
import http from "weighbridge-real:k6/http";
import metrics from "weighbridge-real:k6/metrics";
import { seededRandom } from "./random.js";

// Through a variable: in the user's files a free `__ENV` is replaced by `env` below, and this file must see the real one.
// Read afresh each time: k6 puts a new object there when a VU enters a scenario with its own `env`.
const scope = globalThis;
const real = () => scope.__ENV;
const settings = real();

export const slot = WEIGHBRIDGE_SLOT;
/** A tag name that a script will not use by chance: it is how every sample finds its side. */
export const SLOT_TAG = "weighbridge_slot";

const url = settings[`WEIGHBRIDGE_URL_${slot.toUpperCase()}`] ?? "";
const [warmup, measure] = (settings.WEIGHBRIDGE_WINDOW ?? "0,0").split(",").map(Number);
const home = hostOf(url);
/** The other slot's: never allowed, whatever the config lists. */
const twin = hostOf(settings[`WEIGHBRIDGE_URL_${slot === "a" ? "B" : "A"}`] ?? "");
const allowed = (settings.WEIGHBRIDGE_ALLOW_HOSTS ?? "").toLowerCase().split(",").filter(Boolean);
/** A round, or else a load or a trace for those that look inside meanwhile. */
export const isRound = settings.WEIGHBRIDGE_PURPOSE === undefined;
/** Of a trace: where each answer is told. */
export const marks = settings.WEIGHBRIDGE_MARKS;
const drawPart = marks === undefined ? () => {} : seededRandom(settings.WEIGHBRIDGE_SEED.split(",").map(Number));
/** Parts of the seed; those from 0 are the iterations'. */
const [LOADING, SETUP, TEARDOWN] = [-1, -2, -3];
// Here, because the script is loaded next.
drawPart(LOADING);
const refused = new metrics.Counter("weighbridge_refused");
const began = new metrics.Gauge("weighbridge_began");

/** The script's `__ENV`: the process's, without our own variables, with this slot's base URL. */
const own = { [settings.WEIGHBRIDGE_URL_ENV ?? "BASE_URL"]: url };
const visible = (key) => typeof key === "string" && !key.startsWith("WEIGHBRIDGE_");
export const env = new Proxy(own, {
  get: (target, key) => (key in target ? target[key] : visible(key) ? real()[key] : undefined),
  has: (target, key) => key in target || (visible(key) && key in real()),
  ownKeys: (target) => [...new Set([...Object.keys(target), ...Object.keys(real()).filter(visible)])],
  getOwnPropertyDescriptor: (target, key) =>
    key in target || (visible(key) && key in real())
      ? { value: key in target ? target[key] : real()[key], enumerable: true, configurable: true, writable: true }
      : undefined,
});

let started;
let jar;
/** Tags that the script sets on its VU (`exec.vu.metrics.tags`): kept here a slot, because k6's own are VU-wide. */
export const vuTags = {};

/** Before each iteration of this slot: a fresh cookie jar, as k6 gives a plain script, unless the script keeps cookies. */
export function begin(keepCookies) {
  started = exec.scenario.startTime;
  drawPart(exec.scenario.iterationInTest);
  // k6 writes nowhere when the load began, which is what the warm-up is counted from.
  if (exec.scenario.iterationInTest === 0) began.add(started, { [SLOT_TAG]: slot });
  if (!jar || !keepCookies) jar = new http.CookieJar();
}

export const beginSetup = () => drawPart(SETUP);
export const beginTeardown = () => drawPart(TEARDOWN);

/** Outside iterations (setup, teardown) there is none: k6 makes one a call. */
export function cookieJar() {
  return jar ?? http.cookieJar();
}

/** The slot while measuring; another value in setup, while warming up and after the end, which the fold leaves out. Decided when a request starts. */
function phase() {
  const age = started === undefined ? -1 : Date.now() - started;
  return age >= warmup && age < warmup + measure ? slot : `${slot}-outside`;
}

/** `address`: of the request that the tags are for. What a load sends elsewhere must not be counted as the target's. */
export function tag(tags, address) {
  const isElsewhere = !isRound && address !== undefined && !isHome(address);
  return Object.assign({}, vuTags, tags, { [SLOT_TAG]: isElsewhere ? `${slot}-elsewhere` : phase() });
}

/**
 * Seconds that the script waits when it says so in an iteration: none when the load is over, which others wait for, so none
 * at all in a trace. Setup and teardown wait for something.
 */
export function pause(seconds) {
  if (started === undefined || !(seconds > 0)) return seconds;
  const left = started + warmup + measure - Date.now();
  return Math.max(0, Math.min(seconds, left / 1000));
}

export function hostOf(address) {
  const match = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]*)/i.exec(address);
  return match ? match[1].toLowerCase() : "";
}

/** `api.example.com` is any port of it, `*.example.com` any host below it. */
function matches(pattern, host) {
  const bare = pattern.includes(":") ? host : host.replace(/:\d+$/, "");
  return pattern.startsWith("*.") ? bare.endsWith(pattern.slice(1)) : bare === pattern;
}

export function isHome(address) {
  const host = hostOf(String(address));
  return host === "" || host === home;
}

/** Whether a request may go there: only to this slot and to `k6.allowHosts`. Anything else is counted, by host. */
export function admits(address) {
  if (isHome(address)) return true;
  const host = hostOf(String(address));
  if (host !== twin && allowed.some((pattern) => matches(pattern, host))) return true;
  // `name`, because the fold tells points apart by it.
  refused.add(1, { name: host, [SLOT_TAG]: slot });
  return false;
}
