// src/action/attempt.ts
import { notice, warning } from "../vendor/@actions/core.js";
import { isMissingRight } from "../github/failure.js";
import { reasonOf } from "../system/disk.js";
async function attempt(failed, body) {
  try {
    return await body();
  } catch (error) {
    const write = isMissingRight(error) ? notice : warning;
    write(`${failed}: ${sentenceOf(error)} The verdict stands.`);
    return null;
  }
}
function sentenceOf(error) {
  if (!(error instanceof Error)) return String(error);
  const { path } = error;
  return path === void 0 ? error.message : `${path}: ${reasonOf(error)}.`;
}
export {
  attempt
};
