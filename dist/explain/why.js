// src/explain/why.ts
import { ExpectedError } from "../errors.js";
import { shortened } from "../measure/subject.js";
function whyOf(error) {
  const message = error instanceof Error ? error.message : String(error);
  const why = error instanceof ExpectedError ? message : `it failed: ${message}`;
  return shortened(why.split("\n", 1)[0], 500).replace(/\.$/u, "");
}
export {
  whyOf
};
