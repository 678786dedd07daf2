// src/measure/redis/causes.ts
import { asName } from "../subject.js";
import { TARGET } from "../watched.js";
import { isRead } from "./keys.js";
import { idOf } from "./metrics.js";
import { COMMANDS, HITS, MISSES } from "./request.js";
var MOST = 10;
var STEADY = 0.05;
function causesOf(sides) {
  const endpoints = /* @__PURE__ */ new Set([...sides.base.found.endpoints(), ...sides.head.found.endpoints()]);
  return [...[...endpoints].flatMap((endpoint) => causesOfEndpoint(sides, endpoint)), ...causesUnderLoad(sides)];
}
function causesOfEndpoint(sides, endpoint) {
  const causes = (kind, metric, of, note = () => null) => partsOf(of(sides.base), of(sides.head), 0).map((part) => toCause(kind, metric, endpoint, part, note));
  const missed = (name) => {
    const [command = "", ...pattern] = name.split(" ");
    return isRead({ command }) ? missedNote(sides, endpoint, pattern.join(" ")) : null;
  };
  const asked = (name) => askedNote(sides, endpoint, name);
  return [
    // They say more than the commands alone, so they stand before them.
    ...causes("key", COMMANDS, ({ keys }) => sharesOf(keys, endpoint), missed),
    ...causes("command", COMMANDS, ({ commands }) => sharesOf(commands, endpoint)),
    ...causes("key", HITS, ({ known, missed: not }) => sharesOf(known, endpoint, not), asked),
    ...causes("key", MISSES, ({ missed: not }) => sharesOf(not, endpoint), asked)
  ];
}
function causesUnderLoad({ base, head }) {
  const causes = (kind, metric, of) => partsOf(aRequest(base, of), aRequest(head, of), STEADY).map(
    (part) => toCause(kind, metric, TARGET, part, () => null)
  );
  return [
    ...causes("command", "commands", ({ load }) => load.calls),
    ...causes("key", "slow-commands", ({ load }) => load.slow)
  ];
}
function aRequest(seen, of) {
  const { requests } = seen.load;
  return requests === 0 ? null : new Map([...of(seen)].map(([name, count]) => [name, count / requests]));
}
function sharesOf(tally, endpoint, without) {
  const requests = tally.requests(endpoint);
  if (requests === 0) return null;
  const sums = tally.sums(endpoint).map(([name, sum]) => [name, sum - (without?.sum(endpoint, name) ?? 0)]);
  return new Map(sums.filter(([, sum]) => sum !== 0).map(([name, sum]) => [name, sum / requests]));
}
function partsOf(base, head, steady) {
  if (!base || !head) return [];
  const names = [.../* @__PURE__ */ new Set([...base.keys(), ...head.keys()])];
  const all = names.map((name) => ({ name, base: base.get(name) ?? null, head: head.get(name) ?? null }));
  const change = (one) => (one.head ?? 0) - (one.base ?? 0);
  const whole = all.reduce((sum, one) => sum + change(one), 0);
  return all.filter((one) => Math.abs(change(one)) > steady).sort((one, other) => Math.abs(change(other)) - Math.abs(change(one)) || change(other) - change(one)).slice(0, MOST).map((one) => ({ ...one, whole }));
}
function toCause(kind, metric, subject, part, note) {
  const { name, ...numbers } = part;
  return {
    metric: idOf(metric, subject),
    kind,
    name: asName(name),
    ...numbers,
    unit: "count",
    note: note(name),
    at: null
  };
}
function missedNote({ base, head }, endpoint, pattern) {
  const said = Object.entries({ base, head }).flatMap(([side, seen]) => {
    const share = missedShare(seen, endpoint, pattern);
    return share === null ? [] : [`${Math.round(share * 100)} % on ${side}`];
  });
  return said.length === 0 ? null : `missed ${said.join(", ")}`;
}
function askedNote({ base, head }, endpoint, pattern) {
  const [before, after] = [base, head].map(({ known }) => {
    const times = known.perRequest(endpoint, pattern);
    return times === null ? "never" : String(Math.round(times * 100) / 100);
  });
  return `asked ${before} times a request on base, ${after} on head`;
}
function missedShare({ known, missed }, endpoint, pattern) {
  const asked = known.sum(endpoint, pattern);
  return asked === 0 ? null : missed.sum(endpoint, pattern) / asked;
}
export {
  causesOf,
  missedShare
};
