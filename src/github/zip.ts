import { crc32 } from "node:zlib";
import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import { DataError } from "../errors.ts";
import { printable } from "../system/log.ts";

const MAX_ENTRIES = 100;
const FILE_TYPE = 0o170000;
const LINK = 0o120000;

/** A sound zip without the file that was looked for. */
export class NoEntryError extends DataError {}

/**
 * The text of the file `name` in a zip that anybody may have made. Reads that one entry only, into memory, and yet
 * refuses the whole zip when another is a link or leads out of the folder: nothing of ours writes such a zip.
 * @param limit bytes unpacked; @param what how the zip is called in errors. @throws DataError; NoEntryError
 */
export async function readZipEntry(zip: Buffer, name: string, limit: number, what: string): Promise<string> {
  try {
    // Names that are absolute, lead upwards or hold a backslash are refused by yauzl itself.
    const file = await fromBufferPromise(zip, { lazyEntries: true, strictFileNames: true });
    if (file.entryCount > MAX_ENTRIES) throw new Error(`it has ${file.entryCount} entries, more than ${MAX_ENTRIES}`);
    return await readText(file, await findEntry(file, name, what), limit);
  } catch (error) {
    if (error instanceof NoEntryError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new DataError(`The ${what} cannot be used: ${printable(why).slice(0, 200).replace(/\.$/u, "")}.`, {
      cause: error,
    });
  }
}

async function findEntry(file: ZipFile, name: string, what: string): Promise<Entry> {
  const found: Entry[] = [];
  for await (const entry of file.eachEntry()) {
    if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === LINK)
      throw new Error(`its entry ${JSON.stringify(entry.fileName)} is a link`);
    if (entry.fileName === name) found.push(entry);
  }
  if (found.length === 0) throw new NoEntryError(`The ${what} cannot be used: it holds no file ${name}.`);
  if (found.length > 1) throw new Error(`it holds more than one ${name}`);
  return found[0]!;
}

async function readText(file: ZipFile, entry: Entry, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  let sum = 0;
  for await (const chunk of (await file.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    size += chunk.length;
    // What the entry declares may be wrong, so it is counted.
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
