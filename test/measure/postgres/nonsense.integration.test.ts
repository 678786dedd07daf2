/** Servers that are no PostgreSQL, or speak as it never does: what is wrong is said, and what to do. */
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, test } from "vitest";
import { connect } from "../../../src/measure/postgres/connect.ts";

const message = (type: string, body: Buffer | string) => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, Buffer.from(body)]);
};
const LET_IN = Buffer.concat([message("R", "\0\0\0\0"), message("Z", "I")]);
const ROW = message("D", "\0\x01\0\0\0\x011");
const DONE = message("C", "SELECT 1\0");

/** What is said of a server that answers by these, one after the other. */
async function saidOf(...answers: readonly Buffer[]): Promise<string> {
  const server = createServer((socket) => {
    let asked = 0;
    socket.on("error", () => {}).on("data", () => void socket.write(answers[asked++] ?? ""));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  try {
    const database = await connect(`postgres://reader:secret@127.0.0.1:${port}/shop_a`);
    const error = await database.query("SELECT 1").catch((thrown: unknown) => thrown);
    await database.end();
    return String((error as Error).message).replace(`127.0.0.1:${port}`, "HERE");
  } catch (error) {
    return (error as Error).message.replace(`127.0.0.1:${port}`, "HERE");
  } finally {
    server.close();
  }
}

test.each<[string, readonly Buffer[], string]>([
  ["an unknown way to let us in", [message("R", "\0\0\0\x63")], " (Unknown authenticationOk message type 99)"],
  [
    "a row that nobody asked for",
    [Buffer.concat([LET_IN, ROW])],
    " (Received unexpected dataRow message from backend)",
  ],
  ["no letter of the protocol", [LET_IN, message("@", "")], " (received invalid response: 40)"],
  ["rows without what is in them", [LET_IN, Buffer.concat([ROW, DONE, message("Z", "I")])], ""],
  ["no row", [LET_IN, Buffer.concat([DONE, message("Z", "I")])], ""],
  ["a row that is cut", [LET_IN, Buffer.concat([message("D", "\0\x09\0"), DONE])], ""],
])("%s", { tags: ["R28"] }, async (_, answers, told) => {
  expect(await saidOf(...answers)).toBe(
    `postgres: what answers at HERE does not speak as PostgreSQL does${told}; see whether it is another service, or correct postgres.url.`,
  );
});
