/** Weighs files: from paths to sizes. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createBrotliCompress, createGzip } from "node:zlib";

/** In bytes. */
export interface Sizes {
  readonly raw: number;
  /** Level 9: what a good server sends. */
  readonly gzip: number;
  /** Quality 11, as only files compressed beforehand are. */
  readonly brotli: number;
}

export interface Weighed {
  readonly path: string;
  /** SHA-256 of the bytes. */
  readonly digest: string;
  readonly sizes: Sizes;
}

/** Brotli takes 10 MB of memory a stream; zlib has four threads by default. */
const AT_ONCE = 4;

/**
 * A weigher keeps what it has weighed: equal bytes are compressed once, so that the second side costs only what changed.
 * Files are streamed, never whole in memory.
 */
export function weigher(
  signal: AbortSignal,
): (folder: string, paths: readonly string[]) => Promise<readonly Weighed[]> {
  const known = new Map<string, Promise<Sizes>>();

  async function weigh(folder: string, path: string): Promise<Weighed> {
    const file = join(folder, path);
    const { digest, raw } = await digestOf(file, signal);
    const sizes = known.get(digest) ?? compressed(file, raw, signal);
    known.set(digest, sizes);
    return { path, digest, sizes: await sizes };
  }

  return async (folder, paths) => {
    const weighed: Weighed[] = [];
    const queue = paths.entries();
    const work = async () => {
      for (const [i, path] of queue) weighed[i] = await weigh(folder, path);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return weighed;
  };
}

async function digestOf(file: string, signal: AbortSignal): Promise<{ digest: string; raw: number }> {
  const hash = createHash("sha256");
  let raw = 0;
  for await (const chunk of createReadStream(file, { signal }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    raw += chunk.length;
  }
  return { digest: hash.digest("hex"), raw };
}

async function compressed(file: string, raw: number, signal: AbortSignal): Promise<Sizes> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw };
  const [gzip, brotli] = await Promise.all([
    lengthThrough(file, createGzip({ level: 9 }), signal),
    lengthThrough(file, createBrotliCompress({ params }), signal),
  ]);
  return { raw, gzip, brotli };
}

async function lengthThrough(file: string, squeeze: NodeJS.ReadWriteStream, signal: AbortSignal): Promise<number> {
  let length = 0;
  const count = new Writable({
    write(chunk: Buffer, _, done) {
      length += chunk.length;
      done();
    },
  });
  await pipeline(createReadStream(file), squeeze, count, { signal });
  return length;
}

export function sumSizes(sizes: readonly Sizes[]): Sizes {
  const sum = (kind: keyof Sizes) => sizes.reduce((total, size) => total + size[kind], 0);
  return { raw: sum("raw"), gzip: sum("gzip"), brotli: sum("brotli") };
}
