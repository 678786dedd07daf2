/** What scripts/weigh.sh gives the measuring step by a pipe: its own environment can be read by everything that it starts. */
import { text } from "node:stream/consumers";

/** Variables, each as `NAME=value` with a zero byte behind it. */
export async function readHanded(stream: NodeJS.ReadableStream): Promise<Readonly<Record<string, string>>> {
  const entries = (await text(stream)).split("\0").filter((entry) => entry.includes("="));
  return Object.fromEntries(
    entries.map((entry) => [entry.slice(0, entry.indexOf("=")), entry.slice(entry.indexOf("=") + 1)]),
  );
}
