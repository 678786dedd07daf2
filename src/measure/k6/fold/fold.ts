/** Folding k6's JSON output while it streams: memory depends on the number of endpoints, not of requests. */
import { createReadStream } from "node:fs";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { ExpectedError, ToolError } from "../../../errors.ts";
import { Folder } from "./folder.ts";
import { LineCutter } from "./lines.ts";
import { PointReader } from "./points.ts";
import type { Fold, FoldOptions } from "./shapes.ts";

const READ_BYTES = 128 * 1024;
/** Unpacked bytes handed over at once: large enough that a chunk's overhead is nothing, small enough for the cache. */
const CHUNK_BYTES = 512 * 1024;

/** Folds what `k6 run --out json=FILE` or `json=FILE.gz` wrote. Throws ToolError naming the file, and the line if one is wrong; AbortError. */
export async function foldFile(path: string, options: FoldOptions = {}, signal?: AbortSignal): Promise<Fold> {
  const read = createReadStream(path, { highWaterMark: READ_BYTES, ...(signal && { signal }) });
  return foldStream(read, options, path);
}

/** As foldFile, from chunks of bytes, packed by gzip or not; `name` stands for them in errors. */
export async function foldStream(
  chunks: AsyncIterable<Uint8Array>,
  options: FoldOptions = {},
  name = "k6's output",
): Promise<Fold> {
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

/** Looks at the first two bytes, gzip's mark; `whole` gives everything, those bytes included. */
async function peek(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ packed: boolean; whole: AsyncGenerator<Uint8Array, void> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < 2) {
    const { done, value } = await iterator.next();
    if (done === true) break;
    head = Buffer.concat([head, value]);
  }
  async function* whole(): AsyncGenerator<Uint8Array, void> {
    try {
      if (head.length > 0) yield head;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { packed: head[0] === 0x1f && head[1] === 0x8b, whole: whole() };
}

async function unpack(packed: AsyncGenerator<Uint8Array>, cutter: LineCutter, name: string): Promise<void> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  let read = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of packed) {
      read += chunk.length;
      yield chunk;
    }
  }
  const take = new Writable({
    highWaterMark: 2 * CHUNK_BYTES,
    write(chunk: Uint8Array, _encoding, done) {
      // Not at once: zlib starts on the next chunk, in its own thread, only after it has handed over this one.
      setImmediate(() => {
        try {
          cutter.push(chunk);
        } catch (error) {
          return done(error as Error);
        }
        done();
      });
    },
  });
  await pipeline(counted(), gunzip, take);
  // zlib ends silently at bytes that begin no further gzip member.
  if (gunzip.bytesWritten < read) {
    throw new ToolError(`${name} is damaged: after ${gunzip.bytesWritten} of ${read} bytes it is no longer gzip data.`);
  }
}

function explained(error: unknown, name: string): unknown {
  if (error instanceof ExpectedError || !(error instanceof Error)) return error;
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (code === "Z_BUF_ERROR") {
    return new ToolError(`${name} is cut short: its gzip data ends too early, so k6 did not finish writing it.`, {
      cause: error,
    });
  }
  if (code.startsWith("Z_")) {
    return new ToolError(`${name} cannot be unpacked (${error.message}): the file is damaged.`, { cause: error });
  }
  const isSystemError = (error as NodeJS.ErrnoException).syscall !== undefined;
  return isSystemError ? new ToolError(`${name} cannot be read: ${error.message}.`, { cause: error }) : error;
}
