import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { mini, miniRepository, processesIn, server } from "../helpers/mini.ts";

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/** Starts the gate, kills it with `signal` while it measures, and waits until nothing of it is left. */
async function killWhileMeasuring(signal: NodeJS.Signals) {
  await using repository = await miniRepository(mini, { "server.js": server(3) });
  const temporary = await mkdtemp(join(tmpdir(), "weighbridge-e2e-"));
  try {
    const child = spawn(process.execPath, [cli, "run"], {
      cwd: repository.folder,
      env: { ...process.env, CI: "true", TMPDIR: temporary },
    });
    let stderr = "";
    const measuring = new Promise<void>((resolve) => {
      child.stderr.on("data", (data) => {
        stderr += data;
        if (stderr.includes("round 2 of")) resolve();
      });
    });
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    await measuring;
    // Between two rounds there are none.
    while ((await processesIn(temporary)).length === 0) await delay(20);
    child.kill(signal);
    const code = await ended;
    const left = async () => [...(await processesIn(temporary)), ...(await readdir(temporary))];
    // What the watchdog may take at most; a normal end leaves nothing to wait for.
    const deadline = Date.now() + (signal === "SIGKILL" ? 10_000 : 0);
    let leftovers = await left();
    while (leftovers.length > 0 && Date.now() < deadline) {
      await delay(100);
      leftovers = await left();
    }
    return { code, stderr, leftovers };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

test.each(["SIGINT", "SIGTERM"] as const)("%s ends everything before we end", async (signal) => {
  const { code, stderr, leftovers } = await killWhileMeasuring(signal);
  expect(stderr).toContain(`Interrupted by ${signal}: nothing was decided.`);
  expect([code, leftovers]).toEqual([2, []]);
});

test("SIGKILL: the watchdog stops the servers and k6 and removes what is temporary, within 10 s", async () => {
  const { leftovers } = await killWhileMeasuring("SIGKILL");
  expect(leftovers).toEqual([]);
});
