import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { coveredByV8, v8Scripts } from "../../../src/explain/coverage/v8.ts";
import { environmentFor, recordAll, threadsIn } from "../../../src/explain/node/client.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "preload-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What ran of a process that has come to the end of `source`, and is still there. */
async function covering(file: string, source: string): Promise<unknown> {
  writeFileSync(join(folder, file), `${source}\nprocess.stdin.resume();\nconsole.log("started");\n`);
  const env = { ...process.env, ...environmentFor(folder, "coverage") };
  const child = spawn(process.execPath, [file], { cwd: folder, env, stdio: ["pipe", "pipe", "inherit"] });
  const exited = once(child, "exit");
  try {
    await once(child.stdout!, "data");
    const [thread] = await recordAll((await threadsIn(folder)).paths);
    return await thread!.end();
  } finally {
    child.stdin!.end();
    await exited;
  }
}

const FILES = ["server.cjs", "server.mjs"] as const;

test.each(FILES)("lines that %s runs while it starts count as run", async (file) => {
  const source = "const audit = [];\nfunction unused() {\n  return audit;\n}\nif (audit.length > 0) {\n  unused();\n}";
  const scripts = v8Scripts.parse(await covering(file, source));
  const { href } = pathToFileURL(join(folder, file));
  const covered = coveredByV8(
    scripts.filter(({ url }) => url === href),
    source,
  );
  expect([1, 3, 5, 6].map((line) => covered.ran(line))).toEqual([true, false, true, false]);
});
