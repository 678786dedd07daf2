// src/pipeline/needed-files.ts
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError } from "../errors.js";
import { registry } from "../measure/registry.js";
import { leadsOut, staysInside } from "../system/inside.js";
async function refuseMissing(config, { dir, folder, where }) {
  for (const entry of registry) {
    if (entry.kind !== "collector" || config[entry.id] === void 0) continue;
    const collector = await entry.load();
    for (const { key, path } of collector.needs?.(config[entry.id]) ?? []) {
      const found = await stat(join(dir, path)).catch(() => null);
      if (found?.isFile() && !staysInside(dir, join(dir, path)))
        throw new ConfigError(`${key}: ${leadsOut(join(folder, path))} by a link: commit the file itself.`);
      if (found?.isFile()) continue;
      throw new ConfigError(
        `${key}: ${join(folder, path)} does not exist ${where}: correct the path, which starts from the config's folder, or commit the file.`
      );
    }
  }
}
export {
  refuseMissing
};
