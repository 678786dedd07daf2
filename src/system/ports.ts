import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { ToolError } from "../errors.ts";

/**
 * Below the ports that systems give to outgoing connections (32768 on Linux, 49152 elsewhere), so that load on one
 * server cannot take the port of the next one; and all of five digits, so that both sides' addresses are equally long.
 */
const FIRST = 20_000;
const END = 30_000;
const TRIES = 200;

/** `count` different ports that nobody listens on. Throws ToolError when none can be found. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  for (let tries = 0; ports.size < count; tries++) {
    if (tries === TRIES) throw new ToolError(`No free port was found among ${FIRST}–${END - 1} on this machine.`);
    const port = randomInt(FIRST, END);
    if (await portIsFree(port)) ports.add(port);
  }
  return [...ports];
}

/** Whether a server could listen there: on every address, since a listener on one of them may answer in its place. */
export async function portIsFree(port: number): Promise<boolean> {
  for (const host of ["127.0.0.1", "0.0.0.0", "::1", "::"]) if (!(await canListen(host, port))) return false;
  return true;
}

function canListen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      // A machine without IPv6 has no one listening on it either. EACCES: reserved, so not for us.
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(false);
      else if (error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT") resolve(true);
      else reject(error);
    });
    server.listen({ host, port, exclusive: true, ipv6Only: true }, () => server.close(() => resolve(true)));
  });
}
