// src/action/attempt.ts
import { notice, warning } from "../vendor/@actions/core.js";
import { isMissingRight } from "../github/failure.js";
import { orDiskError } from "../system/disk.js";
async function attempt(failed, body) {
  try {
    return await body();
  } catch (error) {
    const write = isMissingRight(error) ? notice : warning;
    write(`${failed}: ${sentenceOf(error)} The verdict stands.`);
    return null;
  }
}
function sentenceOf(thrown) {
  const error = orDiskError(thrown);
  const text = error instanceof Error ? error.message : String(error);
  return /[.?]$/u.test(text) ? text : `${text}.`;
}
export {
  attempt
};
