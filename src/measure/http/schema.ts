/** The `http` section of the config. */
import { z } from "zod";
import type { MetricFamily } from "../collected.ts";

export const schema = z
  .strictObject({})
  .describe("What endpoints answer: bytes, compression, cache headers, redirects, repeated calls.");

export type HttpConfig = z.output<typeof schema>;

export const metrics: readonly MetricFamily[] = [
  { glob: "bytes", units: ["bytes"], scale: "ratio", gates: true },
  { glob: "compressed", units: ["bytes"], scale: "ratio" },
  { glob: "*", units: ["count"], scale: "difference", gates: true },
];
