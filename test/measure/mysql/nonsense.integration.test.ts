/** Servers that are no MariaDB, or speak as it never does: what is wrong is said, and nothing is printed beside. */
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { createConnection } from "mysql2/promise";
import { expect, test, vi } from "vitest";
import { connect } from "../../../src/measure/mysql/connection.ts";
import { withPlace } from "../../../src/measure/mysql/session.ts";
import { hushLibrary } from "../../../src/measure/mysql/warning.ts";

// Before the library's warning is hushed: what is still printed comes here.
const printed = vi.spyOn(console, "error").mockImplementation(() => {});
hushLibrary();

const packet = (order: number, body: Buffer) => {
  const head = Buffer.alloc(4);
  head.writeUIntLE(body.length, 0, 3);
  head[3] = order;
  return Buffer.concat([head, body]);
};
const GREETING = packet(
  0,
  Buffer.concat([
    Buffer.from("\n5.5.5-10.11-MariaDB\0\x01\0\0\0abcdefgh\0", "latin1"),
    Buffer.from([0xff, 0xf7, 33, 2, 0, 0xff, 0x81, 21]),
    Buffer.alloc(10),
    Buffer.from("ijklmnopqrst\0mysql_native_password\0"),
  ]),
);
const OK = Buffer.from([0, 0, 0, 2, 0, 0, 0]);

/** What is said of a server that says the first by itself, and answers by the others. */
async function saidOf(first: Buffer, ...answers: readonly Buffer[]): Promise<string> {
  const server = createServer((socket) => {
    let asked = 0;
    socket.on("error", () => {}).write(first);
    socket.on("data", () => void socket.write(answers[asked++] ?? ""));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const place = "shop_a at HERE";
  const address = { server: `mysql://reader:secret@127.0.0.1:${port}`, database: "shop_a", user: "reader", place };
  try {
    const connection = await connect({ ...address, createConnection });
    const error = await connection.query("SELECT 1").catch((thrown: unknown) => thrown);
    connection.close();
    return (withPlace(error, { place }) as Error).message;
  } catch (error) {
    return (error as Error).message;
  } finally {
    server.close();
  }
}

const REACHED = "The database shop_a at HERE was not reached: ";
const NO_MYSQL = "what answers there does not speak as MariaDB and MySQL do (";
const START = "); start it before the gate runs, or correct mysql.url.";
const LOST = "The database shop_a at HERE went away during a round: ";
const SEE = "; see whether it was stopped, or another service answers there.";
const FILE = packet(1, Buffer.from("\xfb/etc/passwd", "latin1"));

test.each<[string, readonly [Buffer, ...Buffer[]], string, string]>([
  ["zeros", [Buffer.alloc(500)], `${LOST}the connection was closed`, SEE],
  ["a way to let us in that nobody knows", [GREETING, packet(2, Buffer.from([0xfe]))], REACHED + NO_MYSQL, START],
  ["letters", [GREETING, packet(2, Buffer.from("x".repeat(40)))], REACHED + NO_MYSQL, START],
  ["nobody's answer", [GREETING, Buffer.concat([packet(2, OK), packet(0, OK)])], LOST, SEE],
  ["an error that is cut", [GREETING, Buffer.concat([packet(2, OK), packet(0, Buffer.from([0xff]))])], LOST, SEE],
  ["a wish for a file of ours, twice", [GREETING, packet(2, OK), FILE, FILE], LOST + NO_MYSQL, `)${SEE}`],
])("%s", { tags: ["R28"] }, async (_, [first, ...answers], begin, end) => {
  const said = await saidOf(first, ...answers);
  expect(said.slice(0, begin.length)).toBe(begin);
  expect(said.slice(-end.length)).toBe(end);
  expect(said).not.toMatch(/\.[.;)]/u);
  expect(printed.mock.calls).toEqual([]);
});

test("what else is printed is printed", () => {
  console.error("Warning: got packets", 1);
  expect(printed.mock.calls).toEqual([["Warning: got packets", 1]]);
});
