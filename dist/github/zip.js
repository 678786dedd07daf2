// src/github/zip.ts
import { crc32 } from "node:zlib";
import { fromBufferPromise } from "../vendor/yauzl.js";
import { DataError } from "../errors.js";
import { printable } from "../system/log.js";
var MAX_ENTRIES = 100;
var FILE_TYPE = 61440;
var LINK = 40960;
var NoEntryError = class extends DataError {
};
async function readZipEntry(zip, name, limit, what) {
  try {
    const file = await fromBufferPromise(zip, { lazyEntries: true, strictFileNames: true });
    if (file.entryCount > MAX_ENTRIES) throw new Error(`it has ${file.entryCount} entries, more than ${MAX_ENTRIES}`);
    return await readText(file, await findEntry(file, name, what), limit);
  } catch (error) {
    if (error instanceof NoEntryError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new DataError(`The ${what} cannot be used: ${printable(why).slice(0, 200).replace(/\.$/u, "")}.`, {
      cause: error
    });
  }
}
async function findEntry(file, name, what) {
  const found = [];
  for await (const entry of file.eachEntry()) {
    if ((entry.externalFileAttributes >>> 16 & FILE_TYPE) === LINK)
      throw new Error(`its entry ${JSON.stringify(entry.fileName)} is a link`);
    if (entry.fileName === name) found.push(entry);
  }
  if (found.length === 0) throw new NoEntryError(`The ${what} cannot be used: it holds no file ${name}.`);
  if (found.length > 1) throw new Error(`it holds more than one ${name}`);
  return found[0];
}
async function readText(file, entry, limit) {
  const chunks = [];
  let size = 0;
  let sum = 0;
  for await (const chunk of await file.openReadStreamPromise(entry)) {
    size += chunk.length;
    if (size > limit) throw new Error(`its file ${entry.fileName} is larger than ${limit} bytes`);
    sum = crc32(chunk, sum);
    chunks.push(chunk);
  }
  if (sum !== entry.crc32) throw new Error(`its file ${entry.fileName} has another checksum (CRC-32) than it says`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch (cause) {
    throw new Error(`its file ${entry.fileName} is not text in UTF-8`, { cause });
  }
}
export {
  NoEntryError,
  readZipEntry
};
