// src/measure/k6/fold/fold.ts
import { createReadStream } from "node:fs";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { ExpectedError, ToolError } from "../../../errors.js";
import { Folder } from "./folder.js";
import { LineCutter } from "./lines.js";
import { PointReader } from "./points.js";
var READ_BYTES = 128 * 1024;
var CHUNK_BYTES = 512 * 1024;
async function foldFile(path, options = {}, signal) {
  const read = createReadStream(path, { highWaterMark: READ_BYTES, ...signal && { signal } });
  return foldStream(read, options, path);
}
async function foldStream(chunks, options = {}, name = "k6's output") {
  const folder = new Folder(options);
  const reader = new PointReader(name, folder);
  const cutter = new LineCutter(name, (bytes, start, end) => reader.read(bytes, start, end));
  try {
    const { packed, whole } = await peek(chunks);
    if (packed) await unpack(whole, cutter, name);
    else for await (const chunk of whole) cutter.push(chunk);
    cutter.end();
  } catch (error) {
    throw explained(error, name);
  }
  if (reader.lines === 0) throw new ToolError(`${name} is empty: k6 wrote no JSON output into it.`);
  return folder.result(reader);
}
async function peek(chunks) {
  const iterator = chunks[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < 2) {
    const { done, value } = await iterator.next();
    if (done === true) break;
    head = Buffer.concat([head, value]);
  }
  async function* whole() {
    try {
      if (head.length > 0) yield head;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { packed: head[0] === 31 && head[1] === 139, whole: whole() };
}
async function unpack(packed, cutter, name) {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  let read = 0;
  async function* counted() {
    for await (const chunk of packed) {
      read += chunk.length;
      yield chunk;
    }
  }
  const take = new Writable({
    highWaterMark: 2 * CHUNK_BYTES,
    write(chunk, _encoding, done) {
      setImmediate(() => {
        try {
          cutter.push(chunk);
        } catch (error) {
          return done(error);
        }
        done();
      });
    }
  });
  await pipeline(counted(), gunzip, take);
  if (gunzip.bytesWritten < read) {
    throw new ToolError(`${name} is damaged: after ${gunzip.bytesWritten} of ${read} bytes it is no longer gzip data.`);
  }
}
function explained(error, name) {
  if (error instanceof ExpectedError || !(error instanceof Error)) return error;
  const code = error.code ?? "";
  if (code === "Z_BUF_ERROR") {
    return new ToolError(`${name} is cut short: its gzip data ends too early, so k6 did not finish writing it.`, {
      cause: error
    });
  }
  if (code.startsWith("Z_")) {
    return new ToolError(`${name} cannot be unpacked (${error.message}): the file is damaged.`, { cause: error });
  }
  const isSystemError = error.syscall !== void 0;
  return isSystemError ? new ToolError(`${name} cannot be read: ${error.message}.`, { cause: error }) : error;
}
export {
  foldFile,
  foldStream
};
