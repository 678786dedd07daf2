// src/measure/bundle/modules/visualizer.ts
import { join } from "node:path/posix";
import { z } from "../../../vendor/zod.js";
import { add, below, modulePath, rootOf } from "./composition.js";
import { bytes } from "./shapes.js";
var VISUALIZER_MAPPED = {
  by: "by rollup-plugin-visualizer through source maps: bytes of the built files, before compression",
  caveat: null
};
var VISUALIZER = {
  by: "by rollup-plugin-visualizer: bytes of the modules as bundled, before they are minified",
  caveat: "before minifying"
};
var visualizer = z.object({
  nodeParts: z.record(z.string(), z.object({ renderedLength: bytes })),
  nodeMetas: z.record(z.string(), z.object({ id: z.string(), moduleParts: z.record(z.string(), z.string()) })),
  options: z.object({ sourcemap: z.boolean() })
});
function modulesOfVisualizer({ nodeParts, nodeMetas }, files, root) {
  const metas = Object.values(nodeMetas);
  const start = rootOf([...new Set(metas.flatMap(({ moduleParts }) => Object.keys(moduleParts)))], files) ?? "";
  const made = /* @__PURE__ */ new Map();
  for (const { id, moduleParts } of metas) {
    for (const [name, part] of Object.entries(moduleParts)) {
      const file = join(start, below(name));
      if (!files.has(file) || !Object.hasOwn(nodeParts, part)) continue;
      const parts = made.get(file) ?? /* @__PURE__ */ new Map();
      add(parts, modulePath(id, root), nodeParts[part].renderedLength);
      made.set(file, parts);
    }
  }
  return made;
}
export {
  VISUALIZER,
  VISUALIZER_MAPPED,
  modulesOfVisualizer,
  visualizer
};
