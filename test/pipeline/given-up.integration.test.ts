/** What the last stored jobs could not settle does not gate: at the looks, at the end, and in what is stored. */
import { expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { weigh } from "../../src/gate.ts";
import { judgeRounds } from "../../src/pipeline/verdict.ts";
import { snapshotOf } from "../../src/report/deliver/snapshot.ts";
import { job } from "../baseline/make.ts";
import { script, server } from "../helpers/mini.ts";
import { requestOf } from "../helpers/request.ts";
import { testSystem } from "../helpers/system.ts";
import { createRepository } from "../target/repository.ts";

const config = `
target: { start: node server.js, ready: /healthz, deadline: 30s }
k6: { scripts: [shop.js], round: { warmup: 200ms, measure: 1s } }
metrics: { "k6/latency-tm95@*/fast": { role: gate } }
`;

test("a metric given up by three comparable stored jobs is watched, unless the config says that it gates", async () => {
  await using under = await testSystem();
  const repository = await createRepository(under.system);
  const files = {
    "server.js": server(1),
    "shop.js": script.replace("rate: 60", "rate: 240"),
    "weighbridge.yml": config,
  };
  const base = await repository.commit("base", files);
  const head = await repository.commit("head", { "server.js": server(1, "// changed") });
  const dropped = ["k6/latency-tm95@shop: GET /slow", "k6/latency-tm95@shop: GET /fast"];
  const loaded = await loadConfig(repository.folder);
  const weighBeside = (over: NonNullable<Parameters<typeof job>[0]>["over"] | null) => {
    const at = (minute: number) => job({ commit: minute, run: `${minute}`, minute, over: { ...over, dropped } });
    return weigh(
      requestOf(repository.folder, base, head, {
        baseline: { snapshots: over === null ? [] : [1, 2, 3].map(at), notices: [] },
        job: { run: "this", attempt: 1, event: "push" },
        rounds: 2,
      }),
      loaded,
      under.system,
    );
  };
  const { environment, conditions } = (await weighBeside(null)).rounds!;
  const { rounds, verdict } = await weighBeside({ environment, conditions });
  const roles = Object.fromEntries(verdict.comparisons.map(({ metric, rule }) => [metric.id, rule.role]));
  expect(roles).toMatchObject({ [dropped[0]!]: "watch", [dropped[1]!]: "gate" });
  const lowered = verdict.comparisons.find(({ metric }) => metric.id === dropped[0])!;
  expect(lowered.note).toMatch(/^watched only: too noisy to be settled in the last stored jobs/);
  // Counted at the look, before the end: the one that gates, and the share of failed requests.
  const gating = verdict.comparisons.filter(({ rule }) => rule.role === "gate").length;
  expect([rounds!.plan!.family, verdict.family]).toEqual([gating, gating]);
  expect(judgeRounds(rounds!).comparisons).toEqual(verdict.comparisons);
  expect(
    snapshotOf(rounds!, verdict, rounds!.job)!.metrics.find(({ metric }) => metric.id === dropped[0])!.metric.role,
  ).toBe("watch");
  const elsewhere = await weighBeside({ environment: { ...environment, cpu: "another" }, conditions });
  const gates = elsewhere.verdict.comparisons.filter(
    ({ metric, rule }) => dropped.includes(metric.id) && rule.role === "gate",
  );
  expect(gates).toHaveLength(2);
});
