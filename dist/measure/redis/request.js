// src/measure/redis/request.ts
import { totalOf } from "./info.js";
import { isRead, keyPattern, keysOf } from "./keys.js";
var HITS = "hits";
var MISSES = "misses";
var COMMANDS = "commands";
var TALLIES = ["commands", "found", "keys", "known", "missed"];
function addRequest(traced, endpoint, used, shown) {
  for (const name of TALLIES) traced[name].request(endpoint);
  for (const [command, calls] of used.calls) traced.commands.add(endpoint, command, calls);
  traced.found.add(endpoint, COMMANDS, totalOf(used.calls));
  traced.found.add(endpoint, HITS, used.hits);
  traced.found.add(endpoint, MISSES, used.misses);
  if (shown === null) return;
  for (const one of shown)
    for (const key of keysOf(one)) traced.keys.add(endpoint, `${one.command} ${keyPattern(key)}`, 1);
  for (const { key, isMissed } of answersOf(shown, used)) {
    traced.known.add(endpoint, keyPattern(key), 1);
    if (isMissed) traced.missed.add(endpoint, keyPattern(key), 1);
  }
}
function answersOf(shown, { hits, misses }) {
  const steps = shown.flatMap((one) => keysOf(one).map((key) => ({ key, isRead: isRead(one) })));
  const reads = steps.flatMap(
    ({ key, isRead: isRead2 }, at) => isRead2 ? [{ key, isFilled: steps.slice(at + 1).some((later) => !later.isRead && later.key === key) }] : []
  );
  if (reads.length !== hits + misses) return [];
  if (misses === 0 || hits === 0) return reads.map(({ key }) => ({ key, isMissed: hits === 0 }));
  const isTold = reads.filter(({ isFilled }) => isFilled).length === misses;
  return isTold ? reads.map(({ key, isFilled }) => ({ key, isMissed: isFilled })) : [];
}
export {
  COMMANDS,
  HITS,
  MISSES,
  TALLIES,
  addRequest,
  answersOf
};
