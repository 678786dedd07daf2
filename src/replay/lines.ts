/** Bytes as lines, in the memory of one line. */
import { ConfigError } from "../errors.ts";

/** A thousand metrics with sixty rounds take about 3 MB. */
const MAX_BYTES = 16 * 1024 * 1024;
const NEWLINE = 0x0a;

interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/**
 * The lines that hold anything, each without its end (a line feed, with or without a carriage return) and the first without
 * a byte order mark. `name` is how the file is called in errors.
 *
 * @throws ConfigError for a line that is too long, or no UTF-8.
 */
export async function* readLines(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Line> {
  let number = 1;
  let parts: Buffer[] = [];
  let held = 0;
  const hold = (part: Buffer) => {
    held += part.length;
    if (held > MAX_BYTES)
      throw new ConfigError(`${name}:${number}: this line has more than ${MAX_BYTES} bytes (16 MiB).`);
    parts.push(part);
  };
  const take = (): Line => {
    const line = { number, text: decode(Buffer.concat(parts), `${name}:${number}`) };
    parts = [];
    held = 0;
    number++;
    return line;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      hold(chunk.subarray(start, end));
      start = end + 1;
      const line = take();
      if (line.text !== "") yield line;
    }
    hold(chunk.subarray(start));
  }
  const last = take();
  if (last.text !== "") yield last;
}

/** The decoder takes a byte order mark away. */
function decode(bytes: Buffer, place: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).trim();
  } catch (cause) {
    throw new ConfigError(`${place}: this line is not UTF-8 text.`, { cause });
  }
}
