import { expect, test } from "vitest";
import { ToolError } from "../../src/errors.ts";
import { type ExplainInput, explain } from "../../src/explain/index.ts";
import { explainSchema } from "../../src/explain/schema.ts";
import { testSystem } from "../helpers/system.ts";
import { loadOf } from "./harness.ts";

async function explained(serve: () => Promise<never>, over: Partial<ExplainInput> = {}, signal?: AbortSignal) {
  await using own = await testSystem(signal);
  const dir = import.meta.dirname;
  return await explain({
    config: explainSchema.parse({}),
    system: own.system,
    builds: { base: { side: "base", commit: null, dir }, head: { side: "head", commit: null, dir } },
    load: loadOf([]),
    serve,
    metrics: [],
    changed: [{ file: "a.js", lines: [1] }],
    ...over,
  });
}

test("what keeps profiles and coverage from being taken is said once, in a sentence", { tags: ["R29"] }, async () => {
  const refused = await explained(() => Promise.reject(new ToolError("no port is free.\nmore")));
  expect(refused).toEqual({
    causes: [],
    details: [],
    notes: [],
    time: null,
    notWeighed: ["explain: no port is free."],
  });
  const broken = await explained(() => Promise.reject(new TypeError("x is undefined")), { changed: null });
  expect(broken.notWeighed).toEqual(["explain: it failed: x is undefined."]);
});

test("where the job is interrupted the reason is thrown", { tags: ["R29"] }, async () => {
  const interrupted = new AbortController();
  const serve = async () => {
    interrupted.abort(new Error("interrupted"));
    throw new ToolError("the server was stopped");
  };
  await expect(explained(serve, {}, interrupted.signal)).rejects.toThrow("interrupted");
});
