/** Where snapshots of earlier jobs are kept. */
import type { Snapshot } from "../stored/snapshot.ts";

/** What a store holds for one gate. */
export interface StoredBaseline {
  /** Each job once, in no order that means anything: what counts is the order of their commits. */
  readonly snapshots: readonly Snapshot[];
  /** What was passed over and why (expired, corrupt, foreign, of a newer schema), and that there was nothing: a sentence each. */
  readonly notices: readonly string[];
}

export interface BaselineStore {
  /**
   * Everything in the store that is whole and may be trusted. A part that is not is named in `notices` and passed over:
   * never an error, for a gate that cannot read its baseline still has a base build to compare with.
   */
  read(): Promise<StoredBaseline>;
  /**
   * Adds one job's snapshot to `known`, what was read before it, within the bound of the store.
   *
   * @throws ToolError when it cannot be written
   */
  append(snapshot: Snapshot, known: StoredBaseline): Promise<void>;
}
