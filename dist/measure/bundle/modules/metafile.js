// src/measure/bundle/modules/metafile.ts
import { join } from "node:path/posix";
import { z } from "../../../vendor/zod.js";
import { add, below, modulePath, NO_SOURCE, rootOf } from "./composition.js";
import { bytes } from "./shapes.js";
var METAFILE = {
  by: "by the bundler's metafile: bytes of the built files, before compression",
  caveat: null
};
var metafile = z.object({
  outputs: z.record(z.string(), z.object({ bytes, inputs: z.record(z.string(), z.object({ bytesInOutput: bytes })) }))
});
function modulesOfMetafile({ outputs }, files, root) {
  const names = Object.keys(outputs);
  const start = rootOf(names, files) ?? "";
  const ran = names.every((name) => name.startsWith("./")) ? "" : start;
  const made = /* @__PURE__ */ new Map();
  for (const [name, { bytes: whole, inputs }] of Object.entries(outputs)) {
    const file = join(start, below(name));
    if (!files.has(file)) continue;
    const parts = /* @__PURE__ */ new Map();
    for (const [input, { bytesInOutput }] of Object.entries(inputs))
      add(parts, modulePath(ran + input, root), bytesInOutput);
    const known = [...parts.values()].reduce((sum, part) => sum + part, 0);
    if (whole > known) add(parts, NO_SOURCE, whole - known);
    made.set(file, parts);
  }
  return made;
}
export {
  METAFILE,
  metafile,
  modulesOfMetafile
};
