// src/measure/inside/index.ts
import { planOf } from "./plan.js";
import { openSession } from "./session.js";
var inside = {
  id: "inside",
  async open(config, context) {
    if (context.inside === void 0) throw new Error("the lane of the watchers was opened without them");
    const { watchers, load } = context.inside;
    const { system, sides } = context;
    const plan = planOf(config, { watchers, load, sides });
    const warn = (line) => system.log.warn(line);
    return openSession({ config, plan, watchers, load, sides, signal: system.signal, warn });
  }
};
export {
  inside
};
