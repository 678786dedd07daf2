// src/measure/k6/marks.ts
import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { ToolError } from "../../errors.js";
import { jsonOf } from "../json.js";
import { markSchema } from "./answer.js";
var LONGEST = 64 * 2 ** 20;
async function receiveMarks(take) {
  const path = `/${randomBytes(16).toString("hex")}`;
  const { promise: failed, reject } = withReject();
  let isOver = false;
  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, (request, response) => {
    if (request.method !== "POST" || request.url !== path) {
      response.writeHead(404).end();
      return;
    }
    if (isOver) return;
    readMark(request).then(take).then(
      () => response.writeHead(204).end(),
      (error) => {
        isOver = true;
        reject(error);
      }
    );
  });
  await new Promise((resolve, refuse) => {
    server.once("error", refuse);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address();
  return {
    url: `http://127.0.0.1:${port}${path}`,
    failed,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  };
}
function withReject() {
  let reject = () => {
  };
  const promise = new Promise((_, refuse) => {
    reject = refuse;
  });
  promise.catch(() => {
  });
  return { promise, reject };
}
async function readMark(request) {
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
function unknown(found) {
  return new ToolError(`A trace by k6 was told of an answer in an unknown form (${found}).`);
}
export {
  receiveMarks
};
