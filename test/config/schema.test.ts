import { expect, it } from "vitest";
import { configSchema } from "../../src/config/schema.ts";
import { registry } from "../../src/measure/registry.ts";
import { createConfig } from "../helpers/config.ts";

it("has a section for each collector, loaded only when asked", async () => {
  for (const entry of registry) {
    expect(Object.keys(configSchema.shape)).toContain(entry.id);
    expect((await entry.load()).id).toBe(entry.id);
  }
});

it("createConfig replaces values at any depth of a valid config", () => {
  const config = createConfig({ gate: { effort: "quick", ignore: [] }, k6: { round: { measure: 1000 } } });
  expect(config.gate).toEqual({ ...createConfig().gate, effort: "quick", ignore: [] });
  expect(config.k6).toEqual({ ...createConfig().k6, round: { warmup: 1000, measure: 1000 } });
  expect(config.target).toEqual(createConfig().target);
});
