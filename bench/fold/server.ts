import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A loopback server that answers at once. */
export async function startServer(): Promise<{ url: string; stop: () => void }> {
  const server = createServer((request, response) => {
    response.statusCode = request.url === "/missing" ? 404 : 200;
    response.setHeader("content-type", "application/json");
    request.resume();
    response.end(JSON.stringify({ url: request.url, items: [1, 2, 3] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}
