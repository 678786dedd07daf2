/** The built `weighbridge replay`, fed line by line. Build first: `npm run build`. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { PullRequest, Replayed } from "../../src/replay/judge.ts";

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/** The answers, in order, as they come. Throws when the command did not end well. */
export async function* replay(lines: Iterable<PullRequest>, args: readonly string[] = []): AsyncGenerator<Replayed> {
  const child = spawn(process.execPath, [cli, "replay", "-", ...args], { stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  child.stderr.on("data", (data) => (said += data));
  const closed = once(child, "close");
  const fed = feed(child.stdin, lines);
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line);
  const [code] = await closed;
  await fed;
  if (code !== 0) throw new Error(`weighbridge replay ended with ${code}: ${said}`);
}

async function feed(stdin: NodeJS.WritableStream, lines: Iterable<PullRequest>): Promise<void> {
  for (const line of lines) if (!stdin.write(`${JSON.stringify(line)}\n`)) await once(stdin, "drain");
  stdin.end();
}
