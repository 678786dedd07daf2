/** The fake as a program of its own, for jobs that run in other processes. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { TOKEN } from "../helpers/github/state.ts";

test("prints where it is, stores artifacts as a stand-in of upload-artifact asks, shows its state, ends on SIGTERM", async () => {
  const program = fileURLToPath(new URL("../helpers/github/serve.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", program, '{"prefix":"/api/v3"}'], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [line] = (await once(createInterface(child.stdout), "line")) as [string];
    const { apiUrl } = JSON.parse(line) as { apiUrl: string };
    const fake = new URL("/_fake/", apiUrl).href;
    const store = (query: string) =>
      fetch(`${fake}artifacts?name=baseline&run=100${query}`, { method: "POST", body: "zip" });

    expect((await store("")).status).toBe(201);
    expect((await store("")).status).toBe(409);
    expect((await store("&overwrite=true")).status).toBe(201);
    await fetch(`${fake}state`, { method: "POST", body: '{"pulls":[]}' });
    const state = await (await fetch(`${fake}state`)).json();
    expect(state).toMatchObject({ pulls: [], artifacts: [{ id: 1002, name: "baseline", runId: 100, bytes: 3 }] });

    const rule = { on: "actions/get-workflow-run", fault: { kind: "answer", status: 503 } };
    await fetch(`${fake}faults`, { method: "POST", body: JSON.stringify(rule) });
    const run = await fetch(`${apiUrl}/repos/octo/shop/actions/runs/100`, {
      headers: { authorization: `token ${TOKEN.value}` },
    });
    expect(run.status).toBe(503);
    expect(await (await fetch(`${fake}requests`)).json()).toHaveLength(1);
  } finally {
    child.kill("SIGTERM");
  }
  expect(await once(child, "exit")).toEqual([0, null]);
});
