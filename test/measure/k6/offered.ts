import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Session } from "../../../src/measure/collector.ts";
import { k6 } from "../../../src/measure/k6/index.ts";
import { schema } from "../../../src/measure/k6/schema.ts";
import type { Load } from "../../../src/measure/load.ts";
import type { Served } from "../../../src/measure/served.ts";
import { SIDES, type Side, SLOTS, type Slot } from "../../../src/model/series.ts";
import { k6Binary } from "../../helpers/k6.ts";
import { testSystem } from "../../helpers/system.ts";
import { type K6Version, writeFiles } from "./harness.ts";

export interface Logged {
  readonly slot: Slot;
  readonly method: string;
  readonly url: string;
  /** Of the body as the server had it, before any encoding. */
  bytes: number;
}

/** What a server does with a request; returns the bytes of the body that it wrote, as they were before any encoding. */
export type Serve = (request: IncomingMessage, response: ServerResponse, slot: Slot) => number;

export const ok: Serve = (_, response) => {
  response.end("ok");
  return 2;
};

interface Offered extends AsyncDisposable {
  readonly load: Load;
  /** Of the same scripts, a session of rounds. */
  readonly session: () => Promise<Session>;
  readonly served: Readonly<Record<Slot, Served>>;
  /** What both servers were asked, in order of arrival. */
  readonly log: Logged[];
  /** Makes the side of slot b die. */
  readonly kill: (error: Error) => void;
}

interface Offer {
  readonly version?: K6Version;
  /** Path → text: each a script. */
  readonly scripts: Readonly<Record<string, string>>;
  readonly serve?: Serve;
  readonly k6?: Record<string, unknown>;
  readonly sides?: readonly Side[];
  /** Called with each request before it is answered. */
  readonly onRequest?: (logged: Logged) => void;
}

/** The load of k6 on two real servers that log each request that they get. */
export async function offered(offer: Offer): Promise<Offered> {
  const { version = "2.2.0", scripts, serve = ok, onRequest } = offer;
  const log: Logged[] = [];
  const servers = await Promise.all(
    SLOTS.map(async (slot) => {
      const server = createServer((request, response) => {
        const { method = "", url = "" } = request;
        const logged: Logged = { slot, method, url, bytes: 0 };
        log.push(logged);
        onRequest?.(logged);
        request.resume().once("end", () => {
          logged.bytes = serve(request, response, slot);
        });
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return server;
    }),
  );
  let kill: (error: Error) => void = () => {};
  const died = new Promise<never>((_, reject) => {
    kill = reject;
  });
  died.catch(() => {});
  const [a, b] = servers.map((server, index): Served => {
    const { port } = server.address() as AddressInfo;
    const [slot, side] = [SLOTS[index]!, SIDES[index]!];
    const forever = new Promise<never>(() => {});
    return { slot, side, url: `http://127.0.0.1:${port}`, died: slot === "b" ? died : forever, processes: () => [] };
  });
  const root = await writeFiles(scripts);
  const scratch = await mkdtemp(join(tmpdir(), "weighbridge-test-"));
  const opened = await testSystem();
  const config = schema.parse({ scripts: Object.keys(scripts), path: await k6Binary(version), ...offer.k6 });
  const context = {
    system: opened.system,
    sides: offer.sides ?? SIDES,
    builds: { base: null, head: null },
    scratch,
    root,
    bootTime: async () => 0,
  };
  return {
    session: () => k6.open(config, context),
    load: await k6.load!(config, context),
    served: { a: a!, b: b! },
    log,
    kill,
    async [Symbol.asyncDispose]() {
      await opened[Symbol.asyncDispose]();
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      await rm(root, { recursive: true });
      await rm(scratch, { recursive: true });
    },
  };
}
