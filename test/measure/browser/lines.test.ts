import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { linesOf } from "../../../src/measure/browser/lines.ts";

test("wanted lines are found, also around and in pieces of what is far too long", { tags: ["T25"] }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "lines-"));
  try {
    const path = join(folder, "console.log");
    const whole = `n${"é".repeat(200_000)}`;
    await writeFile(path, ["n first", "other", "n".repeat(5_000_000), whole, "", "n last"].join("\n"));
    expect(await linesOf(path, (line) => line.startsWith("n"))).toEqual(["n first", whole, "n last"]);
    expect(await linesOf(join(folder, "none"), () => true)).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
