// src/measure/postgres/schema.ts
import { z } from "../../vendor/zod.js";
import { addressPerSlot, repeatedAfter, text } from "../fields.js";
import { faultOf } from "./address.js";
var ADDRESS = "the address of a PostgreSQL database, for example postgres://reader@127.0.0.1:5432/shop_${slot}";
var OWNER = "the same with a role that owns the tables, for example postgres://shop@127.0.0.1:5432/shop_${slot}";
var QUERY_NAME = "a name of letters, digits, - and _ that starts with a letter";
var schema = z.strictObject({
  url: addressPerSlot(ADDRESS, (addresses) => faultOf(addresses, ADDRESS)).describe(
    "Each slot's own database, with a role that may read statistics (`GRANT pg_read_all_stats TO reader`). It needs the extension pg_stat_statements. A password may come from PGPASSWORD."
  ),
  owner: addressPerSlot(OWNER, (addresses) => faultOf(addresses, OWNER)).exactOptional().describe(
    "As `url`, with a role that owns the tables. With it, suggested indexes are created on a slot's database and weighed."
  ),
  plans: z.boolean({ error: "true or false" }).default(true).describe(
    "Ask the planner how it would run the statements, without running them. The role needs `GRANT pg_read_all_data TO reader` for that."
  ),
  repeatedAfter,
  queries: z.record(
    z.string().regex(/^[A-Za-z][\w-]{0,99}$/u, { error: QUERY_NAME }),
    text("a query that gives one number, on one line"),
    { error: "your own metrics, a map from name to query" }
  ).readonly().default({}).describe(
    "Your own metrics: a query each that gives one number, asked at the end of each round, watched as `postgres/query@<name>`."
  )
}).describe("What the target asks of PostgreSQL: statements, rows, blocks and time a request, plans and indexes.");
var metrics = [
  { glob: "queries", units: ["count"], scale: "difference", gates: true },
  { glob: "rows", units: ["count"], scale: "difference" },
  { glob: "blocks", units: ["count"], scale: "ratio", gates: true },
  { glob: "time", units: ["ms"], scale: "ratio", kind: "sampled" },
  { glob: "cache-hit", units: ["fraction"], scale: "difference", kind: "rate" },
  { glob: "temporary", units: ["bytes"], scale: "difference", kind: "sampled" },
  { glob: "connections", units: ["count"], scale: "difference", kind: "sampled" },
  { glob: "lock-wait", units: ["ms"], scale: "difference", kind: "sampled" },
  { glob: "scanned-rows", units: ["count"], scale: "difference", kind: "sampled" },
  { glob: "*-bytes", units: ["bytes"], scale: "difference", kind: "sampled" },
  { glob: "query", units: ["number"], scale: "difference", kind: "sampled" }
];
export {
  metrics,
  schema
};
