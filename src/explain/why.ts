/** Why something could not be done. Pure. */
import { ExpectedError } from "../errors.ts";
import { shortened } from "../measure/subject.ts";

/** "py-spy is not installed: pip install py-spy": a clause of one line. */
export function whyOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const why = error instanceof ExpectedError ? message : `it failed: ${message}`;
  return shortened(why.split("\n", 1)[0]!, 500).replace(/\.$/u, "");
}
