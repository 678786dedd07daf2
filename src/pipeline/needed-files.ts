/** The files that the collectors cannot do without, looked for before anything is started. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../config/schema.ts";
import { ConfigError } from "../errors.ts";
import type { Collector } from "../measure/collector.ts";
import { registry } from "../measure/registry.ts";
import { leadsOut, staysInside } from "../system/inside.ts";

interface Tree {
  /** Absolute: the folder that the config's paths start from. */
  readonly dir: string;
  /** What that folder is called to a reader: from the top of the repository; "" for the top itself. */
  readonly folder: string;
  /** Completes "does not exist". */
  readonly where: "here" | "in head" | "in head, also after its build";
}

/** A file that a collector cannot take. */
interface Amiss {
  /** Of the config: "k6.scripts[0]". */
  readonly key: string;
  /** From the top of the repository. */
  readonly path: string;
  /** What is wrong with it, and what to do. */
  readonly said: string;
  readonly isMissing: boolean;
}

/** @throws ConfigError for a file that is not there, or that a link puts outside the repository */
export async function refuseMissing(config: Config, tree: Tree): Promise<void> {
  const [first] = await filesAmiss(config, tree);
  if (first !== undefined) throw new ConfigError(`${first.key}: ${first.said}`);
}

/** Those that are not there, or that a link puts outside the repository, in the order of the registry. */
export async function filesAmiss(config: Config, { dir, folder, where }: Tree): Promise<readonly Amiss[]> {
  const amiss: Amiss[] = [];
  for (const entry of registry) {
    if (entry.kind !== "collector" || config[entry.id] === undefined) continue;
    const collector: Collector<never> = await entry.load();
    // The registry pairs each collector with the schema that its section was read by.
    for (const { key, path } of collector.needs?.(config[entry.id] as never) ?? []) {
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
