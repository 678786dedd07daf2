import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";

export interface ProxyServer extends AsyncDisposable {
  readonly url: string;
  /** What it was asked to lead to, such as example.com:443, in order. */
  readonly asked: readonly string[];
  /** The passwords it was sent, as Proxy-Authorization has them. */
  readonly authorized: readonly string[];
}

/** A real proxy on loopback. It leads every address to `port` of this machine; without one, nowhere. */
export async function proxyServer(port?: number): Promise<ProxyServer> {
  const asked: string[] = [];
  const authorized: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(502).end();
  });
  server.on("connect", ({ url = "", headers }, client) => {
    asked.push(url);
    if (headers["proxy-authorization"]) authorized.push(headers["proxy-authorization"]);
    if (port === undefined) return client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    const led = connect(port, "127.0.0.1", () => client.write("HTTP/1.1 200 Connection established\r\n\r\n"));
    // Either side may go first, and without a word.
    for (const [from, to] of [
      [led, client],
      [client, led],
    ] as const)
      from.on("error", () => to.destroy()).pipe(to);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    authorized,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
