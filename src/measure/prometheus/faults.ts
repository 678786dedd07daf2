/** What keeps sources from being weighed, over the whole job. */
import { SIDES, type Side } from "../../model/series.ts";

/** An exporter's name; null: the target itself. */
export type SourceName = string | null;

export interface Faults {
  add(side: Side, source: SourceName, message: string): void;
  /** What a side told is taken, though the other's has failed. */
  take(side: Side, source: SourceName): void;
  /** Whether no side's has failed: what one alone tells is not weighed. */
  isSound(source: SourceName): boolean;
  /** Where the other side's has failed, one's own is asked until what it tells is taken once. */
  isAsked(side: Side, source: SourceName): boolean;
  /** A sentence for each source and side that failed, with the side where there are two. */
  lines(): readonly string[];
}

export function collectFaults(sides: readonly Side[]): Faults {
  const messages = new Map<SourceName, Map<Side, string>>();
  const taken: Readonly<Record<Side, Set<SourceName>>> = { base: new Set(), head: new Set() };
  const hasFailed = (source: SourceName, side: Side) => messages.get(source)?.has(side) ?? false;
  const isSound = (source: SourceName) => !messages.has(source);
  return {
    add: (side, source, message) =>
      void messages.set(
        source,
        new Map(messages.get(source)).set(side, sides.length > 1 ? of(side, message) : message),
      ),
    take: (side, source) => void taken[side].add(source),
    isSound,
    isAsked: (side, source) => isSound(source) || !(hasFailed(source, side) || taken[side].has(source)),
    lines: () => [...messages.values()].flatMap((bySide) => SIDES.flatMap((side) => bySide.get(side) ?? [])),
  };
}

const of = (side: Side, message: string) => message.replace(/^prometheus: /, `prometheus: ${side}: `);
