/** Lines of what k6 wrote while a page was visited: of any length, as a page may log what it likes. */
import { createReadStream } from "node:fs";

/** Characters of the line in which the page tells, and of one of k6's points. */
const LONGEST = 2 ** 22;

/** The lines of a file that are wanted; none where it is not there. A page may log a line that no memory holds. */
export async function linesOf(path: string, wanted: (line: string) => boolean): Promise<readonly string[]> {
  const found: string[] = [];
  let line = "";
  const end = () => {
    if (line.length <= LONGEST && wanted(line)) found.push(line);
    line = "";
  };
  try {
    for await (const chunk of createReadStream(path, "utf8") as AsyncIterable<string>) {
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
