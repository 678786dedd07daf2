/** A shop that the demo can weigh: its files, what has to run beside it, and what the gate must say of it. */
import type { Verdict } from "../model/verdict.ts";
import type { System } from "../system/system.ts";
import { type DemoRun, expectedOf } from "./expected.ts";
import { type DemoFiles, SHOP } from "./repository.ts";

export interface Shop {
  readonly files: DemoFiles;
  /**
   * Starts what the shop needs, until the end of the job; gives what makes its config one for that. Throws ToolError when
   * something is not installed.
   */
  open(system: System): Promise<(config: string) => string>;
  /** Sentences on what is not as planned; none when all is. */
  surprises(run: DemoRun, verdict: Verdict): readonly string[];
}

export const plainShop: Shop = {
  files: SHOP,
  open: async () => (config) => config,
  surprises: expectedOf,
};
