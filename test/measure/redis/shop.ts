/** A small shop whose products are cached in a Redis, and what drives it with a watch. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createClient } from "@redis/client";

export interface Shop extends AsyncDisposable {
  readonly url: string;
  /** Of its connection to Redis, as the server sees it: "127.0.0.1:40000". */
  readonly address: string;
}

/** `keyOf`: what a product is cached by. */
export async function openShop(redisUrl: string, keyOf: (id: string) => string): Promise<Shop> {
  const cache = createClient({ url: redisUrl, RESP: 2, disableClientInfo: true });
  cache.on("error", () => {});
  await cache.connect();
  const info = String(await cache.sendCommand(["CLIENT", "INFO"]));
  const products = async (id: string) => {
    const cached = await cache.get(keyOf(id));
    if (cached !== null) return cached;
    await cache.set(keyOf(id), "x".repeat(200));
    return "made";
  };
  const endpoints: Readonly<Record<string, (id: string) => Promise<unknown>>> = {
    "/product": products,
    "/cart": (id) => cache.mGet([keyOf(id), `cart:${id}`]),
    "/slow": () => cache.sendCommand(["DEBUG", "SLEEP", "1.5"]),
    "/ping": async () => "pong",
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url!, "http://shop");
    endpoints[url.pathname]!(url.searchParams.get("id") ?? "1").then(
      (body) => response.end(String(body)),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    address: /\baddr=(\S+)/u.exec(info)![1]!,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      cache.destroy();
    },
  };
}
