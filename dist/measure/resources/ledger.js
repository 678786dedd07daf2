// src/measure/resources/ledger.ts
import { countsBy, NO_COUNTS } from "./counts.js";
var HANDED_ON = /* @__PURE__ */ new Set(["cpu", "minorFaults", "majorFaults", "read", "written"]);
function createLedger() {
  let known = /* @__PURE__ */ new Map();
  let gone = NO_COUNTS;
  return {
    scan(processes) {
      const now = new Map(processes.map((one) => [one.pid, one]));
      const stays = ({ pid, started }) => now.get(pid)?.started === started;
      const ended = [...known.values()].filter((one) => !stays(one));
      for (const one of known.values())
        if (stays(one))
          gone = plus(gone, (counter) => Math.max(0, one.counts[counter] - now.get(one.pid).counts[counter]));
      for (const [heir, those] of byHeir(ended, known, stays)) {
        const before = heir === null ? null : known.get(heir);
        const got = before === null ? 0 : now.get(before.pid).waitedFor - before.waitedFor;
        const faults = those.reduce((sum, { counts }) => sum + counts.minorFaults, 0);
        const inherited = before !== null && got >= faults;
        for (const { counts } of those)
          gone = plus(gone, (counter) => inherited && HANDED_ON.has(counter) ? 0 : counts[counter]);
      }
      known = now;
    },
    total: () => [...known.values()].reduce((sum, { counts }) => plus(sum, (counter) => counts[counter]), gone)
  };
}
function byHeir(ended, known, stays) {
  const heirs = /* @__PURE__ */ new Map();
  for (const one of ended) {
    const above = ({ parent, started }) => {
      const found = known.get(parent);
      return found && found.started <= started ? found : void 0;
    };
    let heir = above(one);
    while (heir && !stays(heir)) heir = above(heir);
    const key = heir?.pid ?? null;
    heirs.set(key, [...heirs.get(key) ?? [], one]);
  }
  return heirs;
}
function plus(counts, more) {
  return countsBy((counter) => counts[counter] + more(counter));
}
export {
  createLedger
};
