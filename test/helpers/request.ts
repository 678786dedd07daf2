import type { WeighRequest } from "../../src/pipeline/request.ts";

/** Two commits of a repository, as a job of CI asks about them when nothing is stored and nobody asked before. */
export function requestOf(
  cwd: string,
  base: string,
  head: string | null,
  over: Partial<WeighRequest> = {},
): WeighRequest {
  return {
    cwd,
    base,
    head,
    compare: true,
    mode: "auto",
    baseline: null,
    job: { run: "1", attempt: 1, event: "push" },
    keep: null,
    force: false,
    all: false,
    rounds: null,
    earlier: null,
    record: false,
    override: null,
    ci: true,
    eventPath: null,
    env: {},
    ...over,
  };
}
