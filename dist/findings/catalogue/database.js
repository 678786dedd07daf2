// src/findings/catalogue/database.ts
import { grades } from "../rule.js";
var asked = { area: "database", bound: "most" };
var cache = { area: "cache" };
var BUFFERS = {
  why: "What is not in the database's memory is read from disk, and pushes out what others need.",
  todo: "See whether a statement reads more than it needs, as a full scan does; else give the database's buffers more memory."
};
var database = {
  "n-plus-one": {
    ...asked,
    title: "statement repeated in a request (N+1)",
    unit: "count",
    of: "times a request",
    limit: 5,
    ...grades(5, 2, 1),
    why: "Each run is a round trip to the database, and their number grows with the data.",
    todo: "Fetch all rows with one statement: a join, or WHERE … IN over the keys."
  },
  "slow-statement": {
    ...asked,
    title: "slow statement",
    unit: "ms",
    of: "a call",
    limit: 100,
    ...grades(4, 2, 2),
    why: "The request waits for it, and it keeps a connection from others meanwhile.",
    todo: "Read its plan: look for scans of whole tables, sorts on disk, and far more rows read than returned."
  },
  "missing-index": {
    ...asked,
    title: "table read as a whole",
    unit: "count",
    of: "rows a scan",
    limit: 1e3,
    ...grades(5, 1, 2),
    why: "All rows are read to find a few, so that it takes longer with every row that is added.",
    todo: "Create an index on the columns that it is searched by, and weigh that."
  },
  "unused-index": {
    ...asked,
    title: "index that nothing uses",
    unit: "bytes",
    of: "",
    limit: 1e6,
    ...grades(1, 2, 3),
    why: "Every write keeps it up to date, and it takes memory from what is read.",
    todo: "Drop it, once production too shows that nothing reads it: this load may not ask for all there is."
  },
  "duplicate-index": {
    ...asked,
    title: "index that another one covers",
    unit: "bytes",
    of: "",
    limit: 0,
    ...grades(1, 1, 2),
    why: "Both are written at each change, and one of them answers all that they are asked.",
    todo: "Drop the one whose columns are the first of the other."
  },
  "low-cache-hit": {
    ...cache,
    title: "cache that is often missed",
    unit: "fraction",
    of: "of reads hit",
    limit: 0.8,
    bound: "least",
    ...grades(4, 2, 2),
    why: "What is not in the cache is fetched from where it is slow, and the cache is asked in vain.",
    todo: "Compare the keys that are written with those that are read, and how long they live.",
    seenBy: { postgres: BUFFERS, mysql: BUFFERS }
  },
  "lock-wait": {
    ...asked,
    title: "wait for a lock",
    unit: "ms",
    of: "at the longest",
    limit: 100,
    ...grades(4, 3, 2),
    why: "Requests that touch the same rows stand in line, the longer the more there are.",
    todo: "Shorten the transaction that holds it, and take locks in the same order everywhere."
  },
  "busy-pool": {
    ...asked,
    title: "connections nearly used up",
    unit: "fraction",
    of: "of connections",
    limit: 0.8,
    ...grades(3, 2, 2),
    why: "Once all are taken, requests wait for a connection, or fail.",
    todo: "Give connections back sooner; make the pool larger only where the database has room for that."
  },
  "stale-statistics": {
    ...asked,
    title: "table long not analysed or vacuumed",
    unit: "fraction",
    of: "of rows",
    limit: 0.2,
    ...grades(2, 2, 2),
    why: "The database plans for rows that are no longer there, and reads past dead ones.",
    todo: "Run ANALYZE after filling a table, and let autovacuum keep up with what is written."
  },
  "evicted-keys": {
    ...cache,
    title: "cache too small for what it holds",
    unit: "count",
    of: "evicted a request",
    limit: 0,
    bound: "most",
    ...grades(3, 2, 2),
    why: "Keys are thrown out before their time, and have to be made again.",
    todo: "Store less under each key, let keys end sooner, or give the cache more memory."
  }
};
export {
  database
};
