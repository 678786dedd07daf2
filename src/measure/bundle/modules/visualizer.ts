/** What rollup-plugin-visualizer says in its template raw-data. */
import { join } from "node:path/posix";
import { z } from "zod";
import { add, below, type Modules, modulePath, rootOf, type Way } from "./composition.ts";
import { bytes } from "./shapes.ts";

export const VISUALIZER_MAPPED: Way = {
  by: "by rollup-plugin-visualizer through source maps: bytes of the built files, before compression",
  caveat: null,
};

export const VISUALIZER: Way = {
  by: "by rollup-plugin-visualizer: bytes of the modules as bundled, before they are minified",
  caveat: "before minifying",
};

export const visualizer = z.object({
  nodeParts: z.record(z.string(), z.object({ renderedLength: bytes })),
  nodeMetas: z.record(z.string(), z.object({ id: z.string(), moduleParts: z.record(z.string(), z.string()) })),
  options: z.object({ sourcemap: z.boolean() }),
});

export function modulesOfVisualizer(
  { nodeParts, nodeMetas }: z.output<typeof visualizer>,
  files: ReadonlySet<string>,
  root: string,
): Modules {
  const metas = Object.values(nodeMetas);
  const start = rootOf([...new Set(metas.flatMap(({ moduleParts }) => Object.keys(moduleParts)))], files) ?? "";
  const made = new Map<string, Map<string, number>>();
  for (const { id, moduleParts } of metas) {
    for (const [name, part] of Object.entries(moduleParts)) {
      const file = join(start, below(name));
      if (!files.has(file) || !Object.hasOwn(nodeParts, part)) continue;
      const parts = made.get(file) ?? new Map<string, number>();
      add(parts, modulePath(id, root), nodeParts[part]!.renderedLength);
      made.set(file, parts);
    }
  }
  return made;
}
