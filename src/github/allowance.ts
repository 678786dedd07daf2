/** What a client may cost the job that it works for: time with GitHub, and calls. */
import { GitHubError } from "../errors.ts";

export interface Allowance {
  /** ms in which something may be asked of GitHub, with all waiting and repeating. */
  readonly time: number;
  /** Calls, each attempt counted. */
  readonly calls: number;
}

export interface Meter {
  /** ms that are left; never below 0. Only time counts in which something is under way: a job also does other things. */
  left(): number;
  /** Counts what `body` takes. */
  during<Result>(body: () => Promise<Result>): Promise<Result>;
  /** Counts a call. @throws GitHubError when time or calls are used up */
  take(): void;
}

export function meterOf({ time, calls }: Allowance): Meter {
  let spent = 0;
  let taken = 0;
  /** Calls may overlap; what they take together counts once. */
  let underWay = 0;
  let since = 0;
  // A clock that nobody sets.
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
          `GitHub: given up; asking and waiting has taken the ${time / 1000} s that a job has for it.`,
        );
      if (++taken > calls)
        throw new GitHubError(
          "other",
          null,
          `GitHub: given up; this job has made the ${calls} calls that it may make.`,
        );
    },
  };
}
