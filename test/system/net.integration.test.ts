import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import { freePorts, portIsFree } from "../../src/system/ports.ts";
import { connectionsTouching, listeningPorts } from "../../src/system/sockets.ts";

async function listen(host: string) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket));
  server.listen(0, host);
  await once(server, "listening");
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => server.close(done));
  };
  return { port: (server.address() as AddressInfo).port, [Symbol.asyncDispose]: close };
}

test.each(["127.0.0.1", "0.0.0.0", "::1", "::"])("a listener on %s takes the port", { tags: ["R18"] }, async (host) => {
  await using server = await listen(host);
  expect(await portIsFree(server.port)).toBe(false);
});

test("free ports differ, have five digits, lie below those of outgoing connections, and are free", async () => {
  const ports = await freePorts(30);
  expect(new Set(ports).size).toBe(30);
  for (const port of ports) {
    expect(port).toBeGreaterThanOrEqual(20_000);
    expect(port).toBeLessThan(30_000);
  }
  expect(await portIsFree(ports[0] ?? 0)).toBe(true);
});

test.runIf(process.platform === "linux")("counts both ends of each connection, not the listener", async () => {
  await using server = await listen("127.0.0.1");
  expect([...(await connectionsTouching(server.port))!]).toEqual([]);
  const client = connect(server.port, "127.0.0.1");
  await once(client, "connect");
  const own = client.localPort;
  expect([...(await connectionsTouching(server.port))!].sort()).toEqual(
    [`${server.port}-${own}`, `${own}-${server.port}`].sort(),
  );
  client.destroy();
});

test.runIf(process.platform === "linux")("tells where a process listens", async () => {
  await using four = await listen("127.0.0.1");
  await using six = await listen("::1");
  const ports = await listeningPorts([process.pid]);
  expect(ports).toContain(four.port);
  expect(ports).toContain(six.port);
  expect(await listeningPorts([])).toEqual([]);
});
