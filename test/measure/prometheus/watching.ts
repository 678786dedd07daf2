import { prometheus } from "../../../src/measure/prometheus/index.ts";
import { schema } from "../../../src/measure/prometheus/schema.ts";
import type { Served } from "../../../src/measure/served.ts";
import type { Watching } from "../../../src/measure/watcher.ts";
import type { Side } from "../../../src/model/series.ts";
import { testSystem } from "../../helpers/system.ts";

/** The watcher as a config's section opens it. */
export async function watching(
  section: unknown,
  sides: readonly Side[] = ["head"],
  mayBlock: (id: string) => boolean = () => false,
): Promise<Watching & AsyncDisposable> {
  const { system, [Symbol.asyncDispose]: end } = await testSystem();
  const context = { system, sides, builds: { base: null, head: null }, scratch: "/", root: "/", mayBlock } as const;
  return { ...(await prometheus.open(schema.parse(section), context)), [Symbol.asyncDispose]: end };
}

export function served(url: string, side: Side = "head"): Served {
  return { side, slot: side === "head" ? "a" : "b", url, died: new Promise<never>(() => {}), processes: () => [] };
}
