import { type Config, configSchema } from "../../src/config/schema.ts";

/** Overrides at any depth; lists are replaced as a whole. */
export type Overrides<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [Key in keyof T]?: Overrides<T[Key]> }
    : T;

/** A complete valid config (a command target and one k6 script) with some of its values replaced. */
export function createConfig(overrides: Overrides<Config> = {}): Config {
  const complete = configSchema.parse({
    target: { start: "node server.js", ready: "/healthz" },
    k6: { scripts: ["perf/checkout.js"] },
  });
  return replace(complete, overrides) as Config;
}

function replace(value: unknown, overrides: unknown): unknown {
  if (!isMap(value) || !isMap(overrides)) return overrides;
  const entries = Object.entries(overrides).map(([key, inner]) => [key, replace(value[key], inner)] as const);
  return { ...value, ...Object.fromEntries(entries) };
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
