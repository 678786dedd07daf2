// src/measure/mysql/schema.ts
import { z } from "../../vendor/zod.js";
import { addressPerSlot, repeatedAfter } from "../fields.js";
import { faultOf } from "./address.js";
var ADDRESS = "the address of a MariaDB or MySQL database, for example mysql://reader@127.0.0.1:3306/shop_${slot}";
var schema = z.strictObject({
  url: addressPerSlot(ADDRESS, faultOf).describe(
    "Each slot's own database, with a user who may read it and the performance schema (`GRANT SELECT ON performance_schema.* TO reader`). The server needs `performance_schema=ON`, which is not MariaDB's default. A password may come from MYSQL_PWD."
  ),
  plans: z.boolean({ error: "true or false" }).default(true).describe(
    "Ask the planner how it would run the queries, without running them. The server needs the consumers `events_statements_current` and `events_statements_history`, which MariaDB has off."
  ),
  repeatedAfter
}).describe("What the target asks of MariaDB or MySQL: statements, rows and time a request, plans, indexes, locks.");
var metrics = [
  { glob: "queries", units: ["count"], scale: "difference", gates: true },
  { glob: "rows", units: ["count"], scale: "difference", gates: true },
  { glob: "time", units: ["ms"], scale: "ratio", kind: "sampled" },
  { glob: "cache-hit", units: ["fraction"], scale: "difference", kind: "rate" },
  { glob: "temporary", units: ["count"], scale: "difference", kind: "sampled" },
  { glob: "connections", units: ["count"], scale: "difference", kind: "sampled" },
  { glob: "lock-wait", units: ["ms"], scale: "difference", kind: "sampled" },
  { glob: "*-bytes", units: ["bytes"], scale: "difference", kind: "sampled" }
];
export {
  metrics,
  schema
};
