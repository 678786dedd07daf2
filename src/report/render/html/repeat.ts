/** The commands that do all this again. They are copied into a shell, so that nothing from outside goes into them but commits. */
import type { SideInfo, Verdict } from "../../../model/verdict.ts";
import type { Measured } from "./report.ts";

export interface Repeat {
  /** One sentence with its colon. */
  readonly what: string;
  readonly command: string;
}

export function commandsOf({ base, head, rung, verdict }: Verdict, rounds: Measured | null): readonly Repeat[] {
  const commits = [base.commit, head.commit].flatMap((commit) => shaOf(commit) ?? []);
  const fetching: readonly Repeat[] =
    commits.length === 0
      ? []
      : [
          {
            what: "Before that, where the commits are not in your clone:",
            command: `git fetch origin ${[...new Set(commits)].join(" ")}`,
          },
        ];
  const judging: readonly Repeat[] =
    rounds === null
      ? []
      : [
          {
            what: "Judge the same rounds again, without measuring:",
            command: "weighbridge compare .weighbridge/rounds.json",
          },
        ];
  return [
    {
      what: `${measuring(head)}:`,
      command: runCommand(
        rung === "budgets" && verdict !== "error" ? null : base.commit,
        head.commit,
        rounds?.mode ?? "auto",
      ),
    },
    ...fetching,
    ...judging,
  ];
}

/** The files as they lay there are nowhere to be had. */
function measuring({ ref, commit }: SideInfo): string {
  if (shaOf(commit) === null) return "Measure again, in the same folder";
  return ref === "worktree"
    ? "Measure the commit again; head had uncommitted changes besides, which only --head worktree weighs"
    : "Measure both sides again, on any machine";
}

/** `base`: null where head was set against nothing. */
function runCommand(base: string | null, head: string | null, mode: string): string {
  const commits = { base: shaOf(base), head: shaOf(head) };
  const modes = ["paired", "stored", "budgets"].includes(mode) ? ["--mode", mode] : [];
  const sides = [...(commits.base ? ["--base", commits.base] : []), ...(commits.head ? ["--head", commits.head] : [])];
  return ["weighbridge", "run", ...sides, ...modes].join(" ");
}

/** A commit's full name; null for what is none. */
function shaOf(commit: string | null): string | null {
  return commit !== null && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u.test(commit) ? commit : null;
}
