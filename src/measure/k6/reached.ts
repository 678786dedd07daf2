/** Whether k6 reached the servers that it says it did. */
import { ToolError } from "../../errors.ts";
import { connectionsTouching } from "../../system/sockets.ts";
import type { Served } from "../served.ts";
import type { RoundLength } from "./plan.ts";

/** Connections at a server's port as the system counts them; null for a server that is not of this machine. */
export async function connectionsOf({ url }: Served): Promise<ReadonlySet<string> | null> {
  const { hostname, port } = new URL(url);
  const local = hostname === "127.0.0.1" || hostname === "[::1]";
  return local && port !== "" ? connectionsTouching(Number(port)) : null;
}

/** Milliseconds for which the system surely remembers a closed connection: the one that asked whether the server is up. */
const REMEMBERED = 30_000;

/** Throws ToolError unless k6 really reached this server: from the servers' side, by the system's own table of connections. */
export async function checkReached(
  server: Served,
  before: ReadonlySet<string> | null,
  round: RoundLength,
  label: string,
): Promise<void> {
  const after = await connectionsOf(server);
  // Not how many: of a fixed port, those of earlier rounds are forgotten while these come.
  if (before === null || after === null || [...after].some((one) => !before.has(one))) return;
  // In a long round earlier connections are forgotten meanwhile, and the count says less.
  if (after.size > 0 && round.warmup + round.measure > REMEMBERED) return;
  throw new ToolError(
    `${label}: k6 says that it sent requests to ${server.side}, but no connection reached ${server.url}: something else answered.`,
  );
}
