/** A network that fails: toxiproxy, between us and a server on loopback. */
import { type ChildProcess, spawn } from "node:child_process";
import { freePorts } from "../../src/system/ports.ts";

/** As toxiproxy has them: https://github.com/Shopify/toxiproxy#toxics. */
export interface Toxic {
  readonly type: "latency" | "bandwidth" | "reset_peer" | "timeout" | "slicer" | "limit_data" | "slow_close";
  /** upstream: what we send; downstream: what comes back. */
  readonly stream: "upstream" | "downstream";
  readonly attributes: Readonly<Record<string, number>>;
}

export interface Line extends AsyncDisposable {
  /** In place of the server's own. */
  readonly url: string;
  /** The network works again. */
  heal(): Promise<void>;
}

export interface Toxiproxy extends AsyncDisposable {
  /** A way to `url` that has these faults. */
  lineTo(url: string, toxics: readonly Toxic[]): Promise<Line>;
}

/** One process for all lines of a file. */
export async function toxiproxy(): Promise<Toxiproxy> {
  const program = process.env.WEIGHBRIDGE_TOXIPROXY;
  if (!program) throw new Error("WEIGHBRIDGE_TOXIPROXY is not set: ./scripts/test.sh installs toxiproxy and sets it.");
  // Told to take any, it does not say which.
  const [port] = await freePorts(1);
  const child = spawn(program, ["-host", "127.0.0.1", "-port", String(port)], { stdio: "ignore" });
  await answering(child, `http://127.0.0.1:${port}/version`);
  const call = async (method: string, path: string, body?: unknown) => {
    const asked = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, asked);
    if (!answer.ok) throw new Error(`toxiproxy: ${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  let lines = 0;
  return {
    async lineTo(url, toxics) {
      const name = `line${++lines}`;
      const { host } = new URL(url);
      const made = await call("POST", "/proxies", { name, listen: "127.0.0.1:0", upstream: host, enabled: true });
      const { listen } = (await made.json()) as { readonly listen: string };
      for (const [at, toxic] of toxics.entries())
        await call("POST", `/proxies/${name}/toxics`, { name: `toxic${at}`, toxicity: 1, ...toxic });
      return {
        url: `http://${listen}`,
        async heal() {
          for (const at of toxics.keys()) await call("DELETE", `/proxies/${name}/toxics/toxic${at}`);
        },
        async [Symbol.asyncDispose]() {
          await call("DELETE", `/proxies/${name}`);
        },
      };
    },
    async [Symbol.asyncDispose]() {
      const ended = new Promise((resolve) => child.once("close", resolve));
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Resolves when it answers; it says that it starts a moment before. @throws Error when it ends instead */
async function answering(child: ChildProcess, url: string): Promise<void> {
  let ended = false;
  child.once("close", () => (ended = true));
  while (!(await fetch(url).catch(() => null))?.ok) {
    if (ended) throw new Error("toxiproxy ended before it answered.");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
