// src/measure/http/tally.ts
var CACHING = ["cache-control", "etag", "last-modified", "expires"];
var CHOOSING = ["accept", "accept-language", "authorization", "cookie", "range"];
function createTally() {
  const endpoints = /* @__PURE__ */ new Map();
  const calls = repeats();
  return {
    add(answer) {
      if (answer.status === 0) return;
      const times = calls.count(answer);
      const { endpoint } = answer;
      if (endpoint !== null) endpoints.set(endpoint, withAnswer(endpoints.get(endpoint) ?? START, answer, times));
    },
    endpoints: () => new Map([...endpoints].map(([name, counted]) => [name, endpointOf(counted)]))
  };
}
var START = {
  answers: 0,
  bytes: 0,
  redirected: 0,
  repeated: 0,
  most: { times: 0, call: "" },
  fetched: 0,
  unkept: 0,
  example: null
};
function withAnswer(before, answer, times) {
  const { method, url, sent, status, headers, bytes, redirectedTo } = answer;
  const isFetched = method === "GET" && status === 200;
  const isKept = CACHING.some((name) => headers[name] !== void 0);
  const isRedirected = redirectedTo !== void 0 || status >= 300 && status < 400 && headers.location !== void 0;
  return {
    answers: before.answers + 1,
    bytes: before.bytes + bytes,
    redirected: before.redirected + (isRedirected ? 1 : 0),
    repeated: before.repeated + (times > 1 ? 1 : 0),
    most: times > before.most.times ? { times, call: callOf(answer) } : before.most,
    fetched: before.fetched + (isFetched ? 1 : 0),
    unkept: before.unkept + (isFetched && !isKept ? bytes : 0),
    example: before.example ?? (isFetched ? { url: redirectedTo ?? url, sent } : null)
  };
}
function endpointOf({ fetched, unkept, ...counted }) {
  return { ...counted, uncached: fetched === 0 ? null : unkept / fetched };
}
function callOf({ method, url }) {
  return `${method} ${url.replace(/^https?:\/\/[^/?#]*/u, "").replace(/[?#].*/su, "?…")}`;
}
function repeats() {
  const asked = /* @__PURE__ */ new Map();
  let current;
  return {
    count({ iteration, method, url, endpoint, status, sent }) {
      const reads = method === "GET" || method === "HEAD";
      if (iteration !== current || !reads) asked.clear();
      current = iteration;
      if (iteration === void 0 || !reads || status >= 400) return 0;
      const call = JSON.stringify([endpoint, method, url, CHOOSING.map((name) => sent[name])]);
      const times = (asked.get(call) ?? 0) + 1;
      asked.set(call, times);
      return times;
    }
  };
}
export {
  createTally
};
