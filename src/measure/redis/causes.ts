/** What is behind the moves of the metrics: the commands and the keys whose part differs between the sides. Pure. */
import type { Cause } from "../../model/cause.ts";
import type { Side } from "../../model/series.ts";
import { asName } from "../subject.ts";
import type { Tally } from "../tally.ts";
import { TARGET } from "../watched.ts";
import { isRead } from "./keys.ts";
import { idOf, type OfEndpoint, type UnderLoad } from "./metrics.ts";
import { COMMANDS, HITS, MISSES } from "./request.ts";
import type { Seen } from "./seen.ts";

type Sides = Readonly<Record<Side, Seen>>;
/** Times a request by name; null: the side had no request. */
type Shares = ReadonlyMap<string, number> | null;
type Note = (name: string) => string | null;

/** The largest parts of a metric; a reader sees three. */
const MOST = 10;
/** Times a request, below which a part under load has not moved. */
const STEADY = 0.05;

export function causesOf(sides: Sides): readonly Cause[] {
  const endpoints = new Set([...sides.base.found.endpoints(), ...sides.head.found.endpoints()]);
  return [...[...endpoints].flatMap((endpoint) => causesOfEndpoint(sides, endpoint)), ...causesUnderLoad(sides)];
}

function causesOfEndpoint(sides: Sides, endpoint: string): readonly Cause[] {
  const causes = (kind: Cause["kind"], metric: OfEndpoint, of: (seen: Seen) => Shares, note: Note = () => null) =>
    partsOf(of(sides.base), of(sides.head), 0).map((part) => toCause(kind, metric, endpoint, part, note));
  const missed: Note = (name) => {
    const [command = "", ...pattern] = name.split(" ");
    return isRead({ command }) ? missedNote(sides, endpoint, pattern.join(" ")) : null;
  };
  const asked: Note = (name) => askedNote(sides, endpoint, name);
  return [
    // They say more than the commands alone, so they stand before them.
    ...causes("key", COMMANDS, ({ keys }) => sharesOf(keys, endpoint), missed),
    ...causes("command", COMMANDS, ({ commands }) => sharesOf(commands, endpoint)),
    ...causes("key", HITS, ({ known, missed: not }) => sharesOf(known, endpoint, not), asked),
    ...causes("key", MISSES, ({ missed: not }) => sharesOf(not, endpoint), asked),
  ];
}

function causesUnderLoad({ base, head }: Sides): readonly Cause[] {
  const causes = (kind: Cause["kind"], metric: UnderLoad, of: (seen: Seen) => ReadonlyMap<string, number>) =>
    partsOf(aRequest(base, of), aRequest(head, of), STEADY).map((part) =>
      toCause(kind, metric, TARGET, part, () => null),
    );
  return [
    ...causes("command", "commands", ({ load }) => load.calls),
    ...causes("key", "slow-commands", ({ load }) => load.slow),
  ];
}

function aRequest(seen: Seen, of: (seen: Seen) => ReadonlyMap<string, number>): Shares {
  const { requests } = seen.load;
  return requests === 0 ? null : new Map([...of(seen)].map(([name, count]) => [name, count / requests]));
}

function sharesOf(tally: Tally, endpoint: string, without?: Tally): Shares {
  const requests = tally.requests(endpoint);
  if (requests === 0) return null;
  const sums = tally.sums(endpoint).map(([name, sum]) => [name, sum - (without?.sum(endpoint, name) ?? 0)] as const);
  return new Map(sums.filter(([, sum]) => sum !== 0).map(([name, sum]) => [name, sum / requests]));
}

type Part = Pick<Cause, "name" | "base" | "head" | "whole">;

/** Those that differ by more than `steady`, the largest first; none where one side has nothing to be set against. */
function partsOf(base: Shares, head: Shares, steady: number): readonly Part[] {
  if (!base || !head) return [];
  const names = [...new Set([...base.keys(), ...head.keys()])];
  const all = names.map((name) => ({ name, base: base.get(name) ?? null, head: head.get(name) ?? null }));
  const change = (one: Pick<Part, "base" | "head">) => (one.head ?? 0) - (one.base ?? 0);
  const whole = all.reduce((sum, one) => sum + change(one), 0);
  return all
    .filter((one) => Math.abs(change(one)) > steady)
    .sort((one, other) => Math.abs(change(other)) - Math.abs(change(one)) || change(other) - change(one))
    .slice(0, MOST)
    .map((one) => ({ ...one, whole }));
}

function toCause(kind: Cause["kind"], metric: OfEndpoint | UnderLoad, subject: string, part: Part, note: Note): Cause {
  const { name, ...numbers } = part;
  return {
    metric: idOf(metric, subject),
    kind,
    name: asName(name),
    ...numbers,
    unit: "count",
    note: note(name),
    at: null,
  };
}

/** "missed 33 % on base, 100 % on head"; null: nothing is known of either. */
function missedNote({ base, head }: Sides, endpoint: string, pattern: string): string | null {
  const said = Object.entries({ base, head }).flatMap(([side, seen]) => {
    const share = missedShare(seen, endpoint, pattern);
    return share === null ? [] : [`${Math.round(share * 100)} % on ${side}`];
  });
  return said.length === 0 ? null : `missed ${said.join(", ")}`;
}

/** "asked 1 times a request on base, 1 on head" */
function askedNote({ base, head }: Sides, endpoint: string, pattern: string): string {
  const [before, after] = [base, head].map(({ known }) => {
    const times = known.perRequest(endpoint, pattern);
    return times === null ? "never" : String(Math.round(times * 100) / 100);
  });
  return `asked ${before} times a request on base, ${after} on head`;
}

/** 0–1; null: it was not read, or which reads missed is not known. */
export function missedShare({ known, missed }: Seen, endpoint: string, pattern: string): number | null {
  const asked = known.sum(endpoint, pattern);
  return asked === 0 ? null : missed.sum(endpoint, pattern) / asked;
}
