// src/github/allowance.ts
import { GitHubError } from "../errors.js";
function meterOf({ time, calls }) {
  let spent = 0;
  let taken = 0;
  let underWay = 0;
  let since = 0;
  const now = () => performance.now();
  const left = () => Math.max(0, Math.ceil(time - spent - (underWay > 0 ? now() - since : 0)));
  return {
    left,
    async during(body) {
      if (underWay++ === 0) since = now();
      try {
        return await body();
      } finally {
        if (--underWay === 0) spent += now() - since;
      }
    },
    take() {
      if (left() === 0)
        throw new GitHubError(
          "unreachable",
          null,
          `GitHub: given up; asking and waiting has taken the ${time / 1e3} s that a job has for it.`
        );
      if (++taken > calls)
        throw new GitHubError(
          "other",
          null,
          `GitHub: given up; this job has made the ${calls} calls that it may make.`
        );
    }
  };
}
export {
  meterOf
};
