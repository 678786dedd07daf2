// src/explain/profilers/profiler.ts
var LARGEST_PROFILE = 64 * 1024 * 1024;
function lastSaid({ stderr, stdout }) {
  const lines = `${stdout}
${stderr}`.split("\n").map((line) => line.trim());
  return (lines.findLast((line) => line !== "" && !line.startsWith("at ")) ?? "nothing").slice(0, 200).replace(/[.:]$/u, "");
}
function because(error) {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0].slice(0, 200);
}
export {
  LARGEST_PROFILE,
  because,
  lastSaid
};
