/** What a watcher can change in what head uses, to see what that brings. */
import type { Fact } from "../model/finding.ts";
import type { Slot } from "../model/series.ts";

export interface Fix {
  /** As people would do it: "CREATE INDEX ON payments (customer)". */
  readonly what: string;
  /** The facts that it would put right, the largest first. */
  readonly of: readonly Pick<Fact, "collector" | "rule" | "subject" | "name">[];
  /** Where in the trace head did what would be spared. */
  readonly endpoints: readonly string[];
  /**
   * Makes the change in a slot alone, and in both what comes with it and is no part of it (fresh statistics), in a time that
   * is bounded. @throws ToolError where it may not
   */
  apply(slot: Slot): Promise<void>;
  /** Takes it back, also a part of it or that of a job before; nothing where there is none. @throws ToolError */
  undo(slot: Slot): Promise<void>;
}
