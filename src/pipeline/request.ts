import type { StoredBaseline } from "../baseline/store.ts";
import type { Mode } from "../config/inputs.ts";
import type { Override } from "../model/exception.ts";
import type { StoredRounds } from "../stored/rounds.ts";
import type { Job } from "../stored/snapshot.ts";
import type { Found } from "../target/commits.ts";

/** What an entry asks of the gate: its flags and the parts of the outside that the stages need, read once. */
export interface WeighRequest {
  /** Absolute: the config's folder, in the clone. */
  readonly cwd: string;
  /**
   * Revisions; null: chosen by the rules of target/commits.ts. `worktree` for head: the files as they lie there. A base
   * that was found before is taken as it is.
   */
  readonly base: string | Found | null;
  readonly head: string | null;
  /** Whether there is a base at all; false measures head alone. */
  readonly compare: boolean;
  /**
   * auto walks the evidence ladder; paired insists on a base build; stored sets head beside earlier jobs; budgets holds
   * head to its limits alone.
   */
  readonly mode: Mode;
  /** What earlier jobs stored; null: no store was named. */
  readonly baseline: StoredBaseline | null;
  /** Which job this is, for its snapshot. */
  readonly job: Job;
  /** Absolute: where collectors' files go that outlive the job; null: they are dropped. */
  readonly keep: string | null;
  /** Measure even when nothing that runs has changed. */
  readonly force: boolean;
  /** Go on with what is open when the verdict is certain. */
  readonly all: boolean;
  /** As many rounds as these, whatever they take and show; null: by `gate.effort` and `gate.maxMinutes`. */
  readonly rounds: number | null;
  /** The rounds of the attempt before; they count where the same is asked again. null: none is known. */
  readonly earlier: StoredRounds | null;
  /** Attempts before that may have asked the same, and could not be read; absent: 0. */
  readonly lost?: number;
  /** Head joins the baseline: it is set beside its first parent, if it has one, and reported on, but nothing blocks. */
  readonly record: boolean;
  /** Somebody with the right to do so lets a commit pass; it holds where that is head. null: nobody does. */
  readonly override: Override | null;
  /** Sentences about this job alone, which are no part of the rounds that a later one may repeat; absent: none. */
  readonly asides?: readonly string[];
  readonly ci: boolean;
  /** The CI event's payload. */
  readonly eventPath: string | null;
  /** Our own environment, for `target.passEnv`. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Two commits that are measured for themselves: beside nothing that is stored, after no attempt, and nothing is kept. */
export function pairOf(
  asked: Pick<WeighRequest, "cwd" | "base" | "head" | "rounds" | "job" | "ci" | "env">,
): WeighRequest {
  return {
    ...asked,
    compare: true,
    mode: "paired",
    force: true,
    all: true,
    earlier: null,
    record: false,
    override: null,
    baseline: null,
    keep: null,
    eventPath: null,
  };
}
