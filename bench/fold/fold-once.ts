/** Folds the file it is given and prints its own peak memory in bytes. Run as a process of its own by throughput.ts. */
import { endpointName } from "../../src/measure/k6/endpoint.ts";
import { foldFile } from "../../src/measure/k6/fold/fold.ts";

const fold = await foldFile(process.argv[2]!, {
  nameOf: endpointName,
  selectors: [
    { metric: "http_req_duration", tags: { name: "list", status: "200" } },
    { metric: "http_req_failed", tags: {} },
  ],
});
if (fold.points.measured === 0) throw new Error("Nothing was folded.");
console.log(process.resourceUsage().maxRSS * 1024);
