// src/pipeline/needed-files.ts
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError } from "../errors.js";
import { registry } from "../measure/registry.js";
import { leadsOut, staysInside } from "../system/inside.js";
async function refuseMissing(config, tree) {
  const [first] = await filesAmiss(config, tree);
  if (first !== void 0) throw new ConfigError(`${first.key}: ${first.said}`);
}
async function filesAmiss(config, { dir, folder, where }) {
  const amiss = [];
  for (const entry of registry) {
    if (entry.kind !== "collector" || config[entry.id] === void 0) continue;
    const collector = await entry.load();
    for (const { key, path } of collector.needs?.(config[entry.id]) ?? []) {
      const found = await stat(join(dir, path)).catch(() => null);
      const named = join(folder, path);
      const outside = `${leadsOut(named)} by a link: commit the file itself.`;
      if (found?.isFile() && !staysInside(dir, join(dir, path)))
        amiss.push({ key, path: named, said: outside, isMissing: false });
      if (found?.isFile()) continue;
      const said = `${named} does not exist ${where}: correct the path, which starts from the config's folder, or commit the file.`;
      amiss.push({ key, path: named, said, isMissing: true });
    }
  }
  return amiss;
}
export {
  filesAmiss,
  refuseMissing
};
