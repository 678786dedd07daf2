// src/replay/lines.ts
import { ConfigError } from "../errors.js";
var MAX_BYTES = 16 * 1024 * 1024;
var NEWLINE = 10;
async function* readLines(chunks, name) {
  let number = 1;
  let parts = [];
  let held = 0;
  const hold = (part) => {
    held += part.length;
    if (held > MAX_BYTES)
      throw new ConfigError(`${name}:${number}: this line has more than ${MAX_BYTES} bytes (16 MiB).`);
    parts.push(part);
  };
  const take = () => {
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
function decode(bytes, place) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).trim();
  } catch (cause) {
    throw new ConfigError(`${place}: this line is not UTF-8 text.`, { cause });
  }
}
export {
  readLines
};
