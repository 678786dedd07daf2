import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Fault, withField } from "./faults.ts";
import { type Answer, refusal } from "./route.ts";

export interface Listening extends AsyncDisposable {
  readonly url: string;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export async function listen(listener: Listener): Promise<Listening> {
  const server: Server = createServer(async (request, response) => {
    try {
      await listener(request, response);
    } catch (error) {
      // Cut off before all of it was here: it asked for nothing.
      if (request.complete) throw error;
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Sends an answer as the fault has it. */
export function send(response: ServerResponse, answer: Answer, fault: Fault | undefined): void {
  if (fault?.kind === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  if (fault?.kind === "answer") {
    const { message = "Injected", status, headers = {}, body = refusal(status, message).body } = fault;
    send(response, { status, body, headers }, undefined);
    return;
  }
  if (fault?.kind === "raw") {
    response.writeHead(200, { "content-type": "application/json", ...fault.headers });
    for (const part of fault.parts) response.write(part);
    if (!fault.open) response.end();
    return;
  }
  const body = fault?.kind === "field" ? withField(answer.body, fault.path, fault.value) : answer.body;
  const content = fault?.kind === "garbage" ? Buffer.from(fault.text) : bytesOf(body);
  const type = Buffer.isBuffer(body) ? "application/zip" : "application/json; charset=utf-8";
  response.writeHead(answer.status, {
    ...(content ? { "content-type": type, "content-length": content.length } : {}),
    ...answer.headers,
  });
  if (fault?.kind === "cut" && content) {
    response.write(content.subarray(0, content.length / 2), () => response.socket?.destroy());
  } else {
    response.end(content);
  }
}

function bytesOf(body: unknown): Buffer | undefined {
  if (body === undefined || Buffer.isBuffer(body)) return body;
  return Buffer.from(JSON.stringify(body));
}
