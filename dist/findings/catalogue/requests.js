// src/findings/catalogue/requests.ts
import { grades } from "../rule.js";
var endpoint = { area: "endpoint", bound: "most" };
var network = { area: "network", bound: "most" };
var requests = {
  "slow-endpoint": {
    ...endpoint,
    title: "slow endpoint",
    unit: "ms",
    of: "at p95",
    limit: 200,
    ...grades(4, 3, 2),
    why: "One request in twenty waits longer than this, and a page waits for the slowest of its requests.",
    todo: "See what it waits for: its statements, its calls to others, or its own processor time.",
    metrics: { of: "k6/latency-p95@*" }
  },
  "failing-endpoint": {
    ...endpoint,
    title: "failing endpoint",
    unit: "fraction",
    of: "of requests",
    limit: 0.01,
    ...grades(5, 2, 1),
    why: "Whoever is answered with an error has waited for nothing, and often asks again.",
    todo: "Look for the error in the log of the target, and repair it first: what fails is often fast.",
    metrics: { of: "k6/error-rate@*" }
  },
  "large-payload": {
    ...network,
    title: "large answer",
    unit: "bytes",
    of: "an answer",
    limit: 1e5,
    ...grades(3, 2, 2),
    why: "It is made, sent and parsed as a whole before anything of it is shown.",
    todo: "Leave out fields that nobody reads, and send lists in pages."
  },
  uncompressed: {
    ...network,
    title: "answer sent without compression",
    unit: "bytes",
    of: "an answer",
    limit: 1400,
    ...grades(2, 1, 2),
    why: "Text shrinks to a third or less, which is what a slow line waits for.",
    todo: "Turn on gzip, brotli or zstd for this type of content, in the server or in front of it."
  },
  uncached: {
    ...network,
    title: "answer that no one may keep",
    unit: "bytes",
    of: "an answer",
    limit: 1e4,
    ...grades(2, 1, 3),
    why: "It is fetched again each time, though it often is the same.",
    todo: "Send Cache-Control, or an ETag so that it need not be sent twice; leave out what belongs to one user."
  },
  redirect: {
    ...network,
    title: "redirect before the answer",
    unit: "count",
    of: "a request",
    limit: 0,
    ...grades(1, 1, 2),
    why: "Each is one more round trip before anything is answered.",
    todo: "Ask for the address that it leads to."
  },
  "repeated-call": {
    ...network,
    title: "same call more than once",
    unit: "count",
    of: "times",
    limit: 1,
    ...grades(2, 2, 1),
    why: "The same answer is made and sent again.",
    todo: "Ask once and keep the answer, or join the callers that ask at the same time."
  }
};
export {
  requests
};
