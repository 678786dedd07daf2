/** Two builds of one commit serve the same bytes: where their noise is asked for, their pages are timed all the same. */
import { expect, test } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";
import { weigh } from "../../../src/gate.ts";
import { requestOf } from "../../helpers/request.ts";
import { testSystem } from "../../helpers/system.ts";
import { createRepository } from "../../target/repository.ts";
import { identicalAnywhere, recorded } from "./recorded.ts";

test.for([
  { asked: "a number of rounds", rounds: 3, times: [1262.5756, 1262.5756, 1262.5756] },
  { asked: "a verdict", rounds: null, times: undefined },
])("a page whose two builds are the same, where $asked is asked for", async ({ rounds, times }) => {
  await using under = await testSystem();
  const repository = await createRepository(under.system);
  const commit = await repository.commit("a page", {
    "site/index.html": "<!doctype html><title>Shop</title>",
    "weighbridge.yml": "target: { static: site }\nlighthouse: { urls: [/] }\n",
  });
  // Lighthouse CI itself runs; where it would start Lighthouse it writes a recorded result.
  const env = { ...under.system.env, LHCITEST_MOCK_LHR: identicalAnywhere(recorded("full")) };
  const { rounds: stored } = await weigh(
    requestOf(repository.folder, commit, commit, {
      mode: "paired",
      force: true,
      all: true,
      rounds,
      job: { run: "this", attempt: 1, event: null },
    }),
    await loadConfig(repository.folder),
    { ...under.system, env },
  );
  const lcp = stored!.series.find(({ metric }) => metric.id === "lighthouse/lcp@/");
  expect([lcp?.base, lcp?.head]).toEqual([times, times]);
});
