// src/action/attempt.ts
import { notice, warning } from "../vendor/@actions/core.js";
import { GitHubError } from "../errors.js";
async function attempt(failed, body) {
  try {
    return await body();
  } catch (error) {
    const write = error instanceof GitHubError && error.kind === "permission" ? notice : warning;
    write(`${failed}: ${error instanceof Error ? error.message : String(error)} The verdict stands.`);
    return null;
  }
}
export {
  attempt
};
