import { expect, test } from "vitest";
import { keepsCredentials } from "../../src/action/kept-credentials.ts";
import { testSystem } from "../helpers/system.ts";
import { createRepository } from "../target/repository.ts";

const HEADER = "AUTHORIZATION: basic eDp5";

test.each<[string, readonly (readonly [string, string])[], boolean]>([
  ["nothing", [], false],
  ["a remote's address", [["remote.origin.url", "https://github.com/octo/shop.git"]], false],
  ["a remote's address for ssh", [["remote.origin.url", "ssh://git@github.com/octo/shop.git"]], false],
  ["a header that was emptied", [["http.https://github.com/.extraheader", ""]], false],
  ["a header, as actions/checkout does", [["http.https://github.com/.extraheader", HEADER]], true],
  ["a header for every host", [["http.extraheader", HEADER]], true],
  ["a token in a remote's address", [["remote.origin.url", "https://x-access-token:t@github.com/octo/shop"]], true],
  ["a token alone in an address to push to", [["remote.origin.pushurl", "https://ghp_t@github.com/octo/shop"]], true],
])("a clone with %s", { tags: ["T13"] }, async (_, settings, kept) => {
  await using job = await testSystem();
  const { git } = await createRepository(job.system);
  for (const [name, value] of settings) await git.run(["config", name, value]);
  expect(await keepsCredentials(git)).toBe(kept);
});
