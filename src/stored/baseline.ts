/** `baseline.json`: the snapshots of earlier jobs of one gate, with a digest of their own. */
import { createHash } from "node:crypto";
import { z } from "zod";
import * as shape from "./shapes.ts";
import { type Snapshot, snapshotSchema } from "./snapshot.ts";

export const baselineSchema = z
  .strictObject({
    schema: z.literal(1),
    kind: z.literal("baseline"),
    gate: shape.gateId,
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/u, { error: "64 hex digits" })
      .describe("Of the JSON text of `snapshots`, without spaces."),
    snapshots: z.array(snapshotSchema).readonly(),
  })
  .refine(({ gate, snapshots }) => snapshots.every((snapshot) => snapshot.gate === gate), {
    path: ["snapshots"],
    error: "snapshots of the gate that it names",
  })
  .describe("What the default branch measured: the newest snapshots of one gate.");

/** The text of `baseline.json`. Compact: it is read by programs, and grows to megabytes. */
export function baselineText(gate: string, snapshots: readonly Snapshot[]): string {
  const json = JSON.stringify(snapshots);
  // Checked before it is written, as all stored files are: a fault here is ours.
  const file = baselineSchema.parse({ schema: 1, kind: "baseline", gate, sha256: sha256(json), snapshots });
  return `{"schema":1,"kind":"baseline","gate":"${gate}","sha256":"${file.sha256}","snapshots":${json}}\n`;
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
