// src/measure/http/watch.ts
import { askCompressed } from "./ask.js";
import { httpMetric } from "./metrics.js";
import { createTally } from "./tally.js";
var MOST = 200;
var PATIENCE = 5e3;
var ALL = 2e4;
function watchAnswers({ url }, signal, onSeen) {
  const tally = createTally();
  let sendings = /* @__PURE__ */ new Map();
  const seen = () => new Map([...tally.endpoints()].map(([name, one]) => [name, { ...one, sending: sendings.get(name) ?? null }]));
  return {
    async answered(answer) {
      tally.add(answer);
    },
    async after() {
      sendings = await askAll(tally.endpoints(), new URL(url).origin, signal);
    },
    readings: () => [...seen()].flatMap(([name, one]) => readingsOf(name, one)),
    stop: async () => {
    },
    keep: () => onSeen(seen())
  };
}
async function askAll(endpoints, origin, signal) {
  const end = AbortSignal.any([signal, AbortSignal.timeout(ALL)]);
  const asked = /* @__PURE__ */ new Map();
  for (const [name, { example }] of endpoints) {
    if (asked.size === MOST || end.aborted) break;
    if (example === null || originOf(example.url) !== origin) continue;
    const limit = AbortSignal.any([end, AbortSignal.timeout(PATIENCE)]);
    asked.set(name, await askCompressed(example.url, example.sent, limit).catch(() => null));
    signal.throwIfAborted();
  }
  return asked;
}
var originOf = (url) => URL.canParse(url) ? new URL(url).origin : null;
function readingsOf(name, { answers, bytes, redirected, repeated, sending }) {
  return [
    { metric: httpMetric("bytes", name), value: bytes / answers },
    { metric: httpMetric("redirects", name), value: redirected / answers },
    { metric: httpMetric("repeated", name), value: repeated / answers },
    ...sending === null ? [] : [{ metric: httpMetric("compressed", name), value: sending.bytes }]
  ];
}
export {
  watchAnswers
};
