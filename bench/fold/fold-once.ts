/**
 * Folds the file it is given, or its standard input for `-`, and prints its own peak memory in bytes. Besides, the length of
 * a window of the time series in milliseconds.
 */
import { endpointName } from "../../src/measure/k6/endpoint.ts";
import { foldFile, foldStream } from "../../src/measure/k6/fold/fold.ts";
import type { FoldOptions } from "../../src/measure/k6/fold/shapes.ts";

const options: FoldOptions = {
  nameOf: endpointName,
  windowMs: Number(process.argv[3] ?? 1000),
  selectors: [
    { metric: "http_req_duration", tags: { name: "list", status: "200" } },
    { metric: "http_req_failed", tags: {} },
  ],
};
const path = process.argv[2]!;
const fold = await (path === "-" ? foldStream(process.stdin, options) : foldFile(path, options));
if (fold.points.measured === 0) throw new Error("Nothing was folded.");
console.log(process.resourceUsage().maxRSS * 1024);
