import { tmpdir } from "node:os";
import { describe, expect, test } from "vitest";
import { runCli } from "../helpers/mini.ts";

// Minutes each: `./scripts/test.sh --long`.
describe.runIf(process.env.WEIGHBRIDGE_LONG)("the demo shop", () => {
  test("the slower endpoint and the heavier bundle are named, and nothing else", async () => {
    const { code, stdout, leftovers } = await runCli(tmpdir(), ["demo", "--quick"]);
    expect(stdout).toMatch(/^Blocked: /);
    expect([code, leftovers]).toEqual([0, []]);
  });

  test("nothing is called regressed when both builds are of one commit", async () => {
    const { code, leftovers } = await runCli(tmpdir(), ["demo", "--quick", "--identical"]);
    expect([code, leftovers]).toEqual([0, []]);
  });
});
