/** Where the driver of a trace tells each answer: a small server on loopback that answers when the next request may go. */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { ToolError } from "../../errors.ts";
import { jsonOf } from "../json.ts";
import { type Mark, markSchema } from "./answer.ts";

export interface Marks extends AsyncDisposable {
  /** With a path that nobody else knows. */
  readonly url: string;
  /** Rejects with what `take` rejected with. From then on nothing is answered, so that nothing more is sent. */
  readonly failed: Promise<never>;
}

/** Characters: beyond all headers that k6 takes. */
const LONGEST = 64 * 2 ** 20;

export async function receiveMarks(take: (mark: Mark) => Promise<void>): Promise<Marks> {
  const path = `/${randomBytes(16).toString("hex")}`;
  const { promise: failed, reject } = withReject();
  let isOver = false;
  // Without time limits: k6 keeps its connection while the target takes its time, and must not find it closed.
  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, (request, response) => {
    if (request.method !== "POST" || request.url !== path) {
      response.writeHead(404).end();
      return;
    }
    if (isOver) return;
    readMark(request)
      .then(take)
      .then(
        () => response.writeHead(204).end(),
        (error: unknown) => {
          isOver = true;
          reject(error);
        },
      );
  });
  await new Promise<void>((resolve, refuse) => {
    server.once("error", refuse);
    server.listen(0, "127.0.0.1", resolve);
  });
  // Listening on a port, it has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${path}`,
    failed,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A promise that is no unhandled one when nobody listens. */
function withReject(): { promise: Promise<never>; reject: (error: unknown) => void } {
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<never>((_, refuse) => {
    reject = refuse;
  });
  promise.catch(() => {});
  return { promise, reject };
}

async function readMark(request: IncomingMessage): Promise<Mark> {
  let text = "";
  request.setEncoding("utf8");
  for await (const part of request) {
    text += part;
    if (text.length > LONGEST) throw unknown("more than 64 MiB");
  }
  const mark = markSchema.safeParse(jsonOf(text));
  if (!mark.success) throw unknown(mark.error.issues[0]?.message ?? "no answer");
  return mark.data;
}

function unknown(found: string): ToolError {
  return new ToolError(`A trace by k6 was told of an answer in an unknown form (${found}).`);
}
