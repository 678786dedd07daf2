import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly cookie: string;
  readonly body: string;
}

export interface RecordingServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly requests: Recorded[];
}

/** A real HTTP server on loopback that keeps what it was asked. `answer` may set headers and a status, or end the response itself, late if it likes. */
export async function recordingServer(
  answer: (request: IncomingMessage, response: ServerResponse) => unknown = () => {},
): Promise<RecordingServer> {
  const requests: Recorded[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    const { method = "", url = "", headers } = request;
    requests.push({ method, url, cookie: headers.cookie ?? "", body });
    await answer(request, response);
    if (!response.writableEnded) response.end("ok");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
