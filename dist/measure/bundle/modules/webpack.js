// src/measure/bundle/modules/webpack.ts
import { join } from "node:path/posix";
import { z } from "../../../vendor/zod.js";
import { add, below, modulePath, rootOf } from "./composition.js";
import { bytes } from "./shapes.js";
var WEBPACK = {
  by: "by webpack's stats: bytes of the sources, before they are minified",
  caveat: "before minifying"
};
var id = z.union([z.string(), z.number()]);
var one = z.object({ name: z.string(), size: bytes });
var webpack = z.object({
  chunks: z.array(z.object({ id: id.nullable(), files: z.array(z.string()) })),
  modules: z.array(
    one.extend({
      chunks: z.array(id),
      moduleType: z.string().optional(),
      /** Those that webpack made one of. */
      modules: z.array(one).optional()
    })
  )
});
function modulesOfWebpack({ chunks, modules }, files, root) {
  const written = chunks.flatMap((chunk) => chunk.files);
  const start = rootOf(written, files) ?? "";
  const filesOf = new Map(chunks.map((chunk) => [chunk.id, chunk.files.map((file) => join(start, below(file)))]));
  const made = /* @__PURE__ */ new Map();
  for (const { name, size, chunks: holders, moduleType, modules: nested } of modules) {
    const isStyle = moduleType?.startsWith("css") ?? false;
    for (const holder of holders) {
      const file = filesOf.get(holder)?.find((path) => path.endsWith(".css") === isStyle);
      if (file === void 0 || !files.has(file)) continue;
      const parts = made.get(file) ?? /* @__PURE__ */ new Map();
      for (const part of nested?.length ? nested : [{ name, size }]) add(parts, modulePath(part.name, root), part.size);
      made.set(file, parts);
    }
  }
  return made;
}
export {
  WEBPACK,
  modulesOfWebpack,
  webpack
};
