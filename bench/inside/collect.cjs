/** Loaded into a slot that nobody watches: a full garbage collection, twice, at SIGUSR2, as the watched slot has one before the load. */
"use strict";
const v8 = require("node:v8");
const vm = require("node:vm");

process.on("SIGUSR2", () => {
  v8.setFlagsFromString("--expose-gc");
  const gc = vm.runInNewContext("gc");
  gc();
  setImmediate(gc);
});
