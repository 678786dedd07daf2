/** Recorded from the real tools: V8 of Node 20, py-spy 0.4.3, Go 1.26, the JDK 17. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Profile, Sample } from "../../src/explain/profile.ts";
import { FIXTURES } from "./fixtures.ts";

export const bytes = (name: string) => readFileSync(join(FIXTURES, "recorded", name));
export const text = (name: string) => bytes(name).toString("utf8");
export const json = (name: string): unknown => JSON.parse(text(name));

/** By the innermost function, rounded shares of the whole. */
export function sharesOf({ samples }: Profile): Readonly<Record<string, number>> {
  const total = samples.reduce((sum, { value }) => sum + value, 0);
  const shares: Record<string, number> = {};
  for (const { stack, value } of samples) {
    const name = stack.at(-1)?.name ?? "";
    shares[name] = (shares[name] ?? 0) + value / total;
  }
  return shares;
}

export const names = ({ stack }: Sample) => stack.map(({ name }) => name);
