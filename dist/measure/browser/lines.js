// src/measure/browser/lines.ts
import { createReadStream } from "node:fs";
var LONGEST = 2 ** 22;
async function linesOf(path, wanted) {
  const found = [];
  let line = "";
  const end = () => {
    if (line.length <= LONGEST && wanted(line)) found.push(line);
    line = "";
  };
  try {
    for await (const chunk of createReadStream(path, "utf8")) {
      const [first = "", ...others] = chunk.split("\n");
      if (line.length <= LONGEST) line += first;
      for (const next of others) {
        end();
        line = next;
      }
    }
  } catch {
    return [];
  }
  end();
  return found;
}
export {
  linesOf
};
