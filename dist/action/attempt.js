// src/action/attempt.ts
import { notice, warning } from "../vendor/@actions/core.js";
import { isMissingRight } from "../github/failure.js";
async function attempt(failed, body) {
  try {
    return await body();
  } catch (error) {
    const write = isMissingRight(error) ? notice : warning;
    write(`${failed}: ${error instanceof Error ? error.message : String(error)} The verdict stands.`);
    return null;
  }
}
export {
  attempt
};
