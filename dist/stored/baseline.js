// src/stored/baseline.ts
import { createHash } from "node:crypto";
import { z } from "../vendor/zod.js";
import * as shape from "./shapes.js";
import { snapshotSchema } from "./snapshot.js";
var baselineSchema = z.strictObject({
  schema: z.literal(1),
  kind: z.literal("baseline"),
  gate: shape.gateId,
  sha256: z.string().regex(/^[0-9a-f]{64}$/u, { error: "64 hex digits" }).describe("Of the JSON text of `snapshots`, without spaces."),
  snapshots: z.array(snapshotSchema).readonly()
}).refine(({ gate, snapshots }) => snapshots.every((snapshot) => snapshot.gate === gate), {
  path: ["snapshots"],
  error: "snapshots of the gate that it names"
}).describe("What the default branch measured: the newest snapshots of one gate.");
function baselineText(gate, snapshots) {
  const json = JSON.stringify(snapshots);
  const file = baselineSchema.parse({ schema: 1, kind: "baseline", gate, sha256: sha256(json), snapshots });
  return `{"schema":1,"kind":"baseline","gate":"${gate}","sha256":"${file.sha256}","snapshots":${json}}
`;
}
function sha256(text) {
  return createHash("sha256").update(text).digest("hex");
}
export {
  baselineSchema,
  baselineText,
  sha256
};
