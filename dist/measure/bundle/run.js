// src/measure/bundle/run.ts
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createBrotliCompress, createGzip } from "node:zlib";
var AT_ONCE = 4;
function weigher(signal) {
  const known = /* @__PURE__ */ new Map();
  async function weigh(folder, path) {
    const file = join(folder, path);
    const { digest, raw } = await digestOf(file, signal);
    const sizes = known.get(digest) ?? compressed(file, raw, signal);
    known.set(digest, sizes);
    return { path, digest, sizes: await sizes };
  }
  return async (folder, paths) => {
    const weighed = [];
    const queue = paths.entries();
    const work = async () => {
      for (const [i, path] of queue) weighed[i] = await weigh(folder, path);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return weighed;
  };
}
async function digestOf(file, signal) {
  const hash = createHash("sha256");
  let raw = 0;
  for await (const chunk of createReadStream(file, { signal })) {
    hash.update(chunk);
    raw += chunk.length;
  }
  return { digest: hash.digest("hex"), raw };
}
async function compressed(file, raw, signal) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw };
  const [gzip, brotli] = await Promise.all([
    lengthThrough(file, createGzip({ level: 9 }), signal),
    lengthThrough(file, createBrotliCompress({ params }), signal)
  ]);
  return { raw, gzip, brotli };
}
async function lengthThrough(file, squeeze, signal) {
  let length = 0;
  const count = new Writable({
    write(chunk, _, done) {
      length += chunk.length;
      done();
    }
  });
  await pipeline(createReadStream(file), squeeze, count, { signal });
  return length;
}
function sumSizes(sizes) {
  const sum = (kind) => sizes.reduce((total, size) => total + size[kind], 0);
  return { raw: sum("raw"), gzip: sum("gzip"), brotli: sum("brotli") };
}
export {
  sumSizes,
  weigher
};
