/** The collector that has no tool of its own: in its rounds watchers look inside the target, under the load of another. */
import type { Collector } from "../collector.ts";
import { planOf } from "./plan.ts";
import type { InsideConfig } from "./schema.ts";
import { openSession } from "./session.ts";

export const inside: Collector<InsideConfig> = {
  id: "inside",
  async open(config, context) {
    if (context.inside === undefined) throw new Error("the lane of the watchers was opened without them");
    const { watchers, load } = context.inside;
    const { system, sides } = context;
    const plan = planOf(config, { watchers, load, sides });
    const warn = (line: string) => system.log.warn(line);
    return openSession({ config, plan, watchers, load, sides, signal: system.signal, warn });
  },
};
