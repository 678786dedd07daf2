/** What a config says about metrics, as the numbers that they are judged by. */
import { isAbsolute } from "node:path";
import type { MetricOverride } from "../model/override.ts";
import type { Source } from "../model/source.ts";
import type { LoadedConfig } from "./load.ts";
import { toOverride } from "./metrics.ts";

/** With the places of limits, and which metrics are controls. */
export function overridesOf(loaded: LoadedConfig): readonly MetricOverride[] {
  const { metrics, gate } = loaded.config;
  const rules = metrics.map((rule): MetricOverride => {
    const key = (["max", "warn"] as const).find((one) => rule[one] !== undefined);
    const at = key === undefined ? null : placeOf(loaded, ["metrics", rule.glob, key]);
    return { ...toOverride(rule), ...(at === null ? {} : { at }) };
  });
  return [...rules, ...gate.controls.map((glob) => ({ glob, control: true }) as const)];
}

/** null for a file that is not beside head's: nobody finds its lines in the pull request. */
function placeOf({ file, lineOf }: LoadedConfig, path: readonly string[]): Source | null {
  const line = lineOf(path);
  return line === null || isAbsolute(file) || file.startsWith("..") ? null : { file, line };
}
