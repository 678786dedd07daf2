/** Watchers in a whole weighing: real servers, real k6, the rounds of the lane beside k6's own. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { weigh } from "../../src/gate.ts";
import type { Series } from "../../src/model/series.ts";
import { roundsSchema } from "../../src/stored/rounds.ts";
import { freePorts } from "../../src/system/ports.ts";
import { script } from "../helpers/mini.ts";
import { recordingServer } from "../helpers/recording-server.ts";
import { requestOf } from "../helpers/request.ts";
import { testSystem } from "../helpers/system.ts";
import { createRepository } from "../target/repository.ts";

const K6 = "k6: { scripts: [shop.js], round: { warmup: 200ms, measure: 1s } }\n";
const INSIDE = "inside: { iterations: 3, warmup: 0s, measure: 1s }\n";

/** Answers each path but /fast with so many bytes. */
const server = (bytes: number) => `
const http = require("node:http");
http.createServer((request, response) => {
  response.end(request.url === "/fast" || request.url === "/healthz" ? "ok" : "x".repeat(${bytes}));
}).listen(process.env.PORT, "127.0.0.1");
`;

const valuesOf = (series: readonly Series[], id: string) => {
  const one = series.find(({ metric }) => metric.id === id);
  return one && { kind: one.kind, base: one.base, head: one.head, lane: one.metric.lane };
};

test("an exact count blocks, what is watched is shown, and what cannot be looked at is said and left out", {
  tags: ["R28"],
}, async () => {
  await using under = await testSystem();
  const repository = await createRepository(under.system);
  const [a, b] = await freePorts(2);
  const base = await repository.commit("base", {
    "server.js": server(1_000),
    "shop.js": script,
    "weighbridge.yml": `
target: { start: node server.js, ready: /healthz, deadline: 30s }
${K6}${INSIDE}http: {}
resources: {}
redis: { url: { a: "redis://127.0.0.1:${a}", b: "redis://127.0.0.1:${b}" } }
gate: { controls: ["*@shop: GET /fast"] }
`,
  });
  const head = await repository.commit("head", { "server.js": server(9_000) });
  const loaded = await loadConfig(repository.folder);
  // Fewer would not tell a count from chance.
  const request = requestOf(repository.folder, base, head, { rounds: 5 });
  const { verdict, rounds } = await weigh(request, loaded, under.system);

  expect(verdict.verdict).toBe("fail");
  expect(verdict.reasons[0]).toEqual({ kind: "regressed", metric: "http/bytes@shop: GET /slow" });
  const { series } = rounds!;
  expect(valuesOf(series, "http/bytes@shop: GET /slow")).toEqual({
    kind: "exact",
    base: 1_000,
    head: 9_000,
    lane: "inside",
  });
  expect(valuesOf(series, "http/bytes@shop: GET /fast")).toMatchObject({ kind: "exact", base: 2, head: 2 });
  const positive = new Array(5).fill(expect.any(Number));
  expect(valuesOf(series, "resources/cpu@target")).toMatchObject({ kind: "sampled", base: positive, head: positive });
  expect(valuesOf(series, "inside/control@calibration loop")).toMatchObject({ base: positive, head: positive });
  const roles = verdict.comparisons.flatMap(({ metric, rule }) => (metric.id.endsWith("GET /fast") ? [rule.role] : []));
  expect([...new Set(roles)]).toEqual(["watch"]);
  const why = expect.stringMatching(/start it/u);
  expect(verdict.reasons).toContainEqual({ kind: "unwatched", watcher: "redis", why, rounds: 0 });
  const warning = under.lines.findIndex((line) => /redis cannot look: .*start it/u.test(line));
  expect(warning).toBeGreaterThan(0);
  expect(warning).toBeLessThan(under.lines.findIndex((line) => line.includes("inside: round 1 of")));
  const { notes } = verdict.measuredBy.find(({ collector }) => collector === "inside")!;
  expect(notes.filter((note) => note.startsWith("http: "))).toHaveLength(1);
  expect(notes.filter((note) => note.startsWith("redis: "))).toEqual([]);

  expect(rounds!.rounds.map(({ collector }) => collector)).toEqual(new Array(5).fill(["k6", "inside"]).flat());
  expect(Object.keys(rounds!.conditions).sort()).toEqual(["http", "inside", "k6", "redis", "resources"]);
  expect(roundsSchema.safeParse(rounds).error).toBeUndefined();
  expect(under.lines).toContain("inside: each round 3 iterations one request at a time, 0 s warm-up, 1 s measured");
  expect(under.lines).toContainEqual(expect.stringMatching(/^inside: round 5 of at most 5, /u));
});

test("head that no longer tells what gates does not pass, though an exporter is sound", {
  tags: ["R28"],
}, async () => {
  await using under = await testSystem();
  await using exporter = await recordingServer((_, response) => response.end("up_total 1\n"));
  const repository = await createRepository(under.system);
  const telling = (status: number) =>
    server(10).replace(
      "response.end(",
      `if (request.url === "/metrics") response.statusCode = ${status};\n  response.end(`,
    );
  const told = telling(200).replace('"x".repeat(10)', '"db_calls_total 1"');
  const base = await repository.commit("base", {
    "server.js": told,
    "shop.js": script,
    "weighbridge.yml": `
target: { start: node server.js, ready: /healthz, deadline: 30s }
${K6}${INSIDE}prometheus: { path: /metrics, exporters: { db: { a: "${exporter.url}/a", b: "${exporter.url}/b" } } }
metrics:
  "prometheus/*_total@*": { role: gate, better: lower }
  "prometheus/gone_total@target": { max: 3 }
`,
  });
  const head = await repository.commit("head", { "server.js": told.replace("200;", "404;") });
  const loaded = await loadConfig(repository.folder);
  const { verdict } = await weigh(requestOf(repository.folder, base, head, { rounds: 2 }), loaded, under.system);
  expect(verdict.verdict).toBe("inconclusive");
  expect(verdict.reasons).toContainEqual({ kind: "missing", metric: "prometheus/db_calls_total@target" });
  const why = expect.stringMatching(/nothing that was measured matches it: head: \S+\/metrics answered 404/u);
  expect(verdict.reasons).toContainEqual({
    kind: "unwatched",
    watcher: "prometheus/gone_total@target",
    why,
    rounds: 0,
  });
  expect(verdict.notWeighed).toContainEqual(expect.stringMatching(/^prometheus: head: \S+\/metrics answered 404/u));
});

test("head alone and a folder have what can be seen of them", async () => {
  await using under = await testSystem();
  const repository = await createRepository(under.system);
  const commit = await repository.commit("base", {
    slow: "x".repeat(500),
    fast: "ok",
    "shop.js": script,
    "weighbridge.yml": `target: { static: . }\n${K6}${INSIDE}http: {}\nresources: {}\n`,
  });
  const loaded = await loadConfig(repository.folder);
  const request = requestOf(repository.folder, commit, commit, { rounds: 1, compare: false });
  const { verdict, rounds } = await weigh(request, loaded, under.system);
  expect(verdict).toMatchObject({ verdict: "pass" });
  expect(valuesOf(rounds!.series, "http/bytes@shop: GET /slow")).toMatchObject({ base: null, head: 500 });
});

test("a target that runs elsewhere has what can be seen from outside", async () => {
  await using under = await testSystem();
  const repository = await createRepository(under.system);
  const answering = (bytes: number) =>
    new Promise<Server>((resolve) => {
      const one = createServer((_, response) => response.end("x".repeat(bytes))).listen(0, "127.0.0.1", () =>
        resolve(one),
      );
    });
  const [base, head] = [await answering(10), await answering(10)];
  const url = (one: Server) => `http://127.0.0.1:${(one.address() as AddressInfo).port}`;
  const commit = await repository.commit("base", {
    "shop.js": script,
    "weighbridge.yml": `target: { url: { base: "${url(base)}", head: "${url(head)}" } }\n${K6}${INSIDE}http: {}\nresources: {}\n`,
  });
  const loaded = await loadConfig(repository.folder);
  try {
    const request = requestOf(repository.folder, commit, null, { rounds: 1 });
    const { rounds } = await weigh(request, loaded, under.system);
    expect(valuesOf(rounds!.series, "http/bytes@shop: GET /slow")).toMatchObject({ kind: "exact", base: 10, head: 10 });
  } finally {
    for (const one of [base, head]) {
      one.closeAllConnections();
      one.close();
    }
  }
});
