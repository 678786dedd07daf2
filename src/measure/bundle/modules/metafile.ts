/** What esbuild's and Bun's metafile says of the modules in each output. */
import { join } from "node:path/posix";
import { z } from "zod";
import { add, below, type Modules, modulePath, NO_SOURCE, rootOf, type Way } from "./composition.ts";
import { bytes } from "./shapes.ts";

export const METAFILE: Way = {
  by: "by the bundler's metafile: bytes of the built files, before compression",
  caveat: null,
};

export const metafile = z.object({
  outputs: z.record(z.string(), z.object({ bytes, inputs: z.record(z.string(), z.object({ bytesInOutput: bytes })) })),
});

export function modulesOfMetafile(
  { outputs }: z.output<typeof metafile>,
  files: ReadonlySet<string>,
  root: string,
): Modules {
  const names = Object.keys(outputs);
  const start = rootOf(names, files) ?? "";
  // Bun's outputs start from the folder that it wrote to, while its inputs start from where it ran.
  const ran = names.every((name) => name.startsWith("./")) ? "" : start;
  const made = new Map<string, ReadonlyMap<string, number>>();
  for (const [name, { bytes: whole, inputs }] of Object.entries(outputs)) {
    const file = join(start, below(name));
    if (!files.has(file)) continue;
    const parts = new Map<string, number>();
    for (const [input, { bytesInOutput }] of Object.entries(inputs))
      add(parts, modulePath(ran + input, root), bytesInOutput);
    const known = [...parts.values()].reduce((sum, part) => sum + part, 0);
    if (whole > known) add(parts, NO_SOURCE, whole - known);
    made.set(file, parts);
  }
  return made;
}
