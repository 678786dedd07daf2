/** What webpack's stats (and Rspack's) say: which modules are in which chunk, by the size of their sources. */
import { join } from "node:path/posix";
import { z } from "zod";
import { add, below, type Modules, modulePath, rootOf, type Way } from "./composition.ts";
import { bytes } from "./shapes.ts";

export const WEBPACK: Way = {
  by: "by webpack's stats: bytes of the sources, before they are minified",
  caveat: "before minifying",
};

const id = z.union([z.string(), z.number()]);
const one = z.object({ name: z.string(), size: bytes });

export const webpack = z.object({
  chunks: z.array(z.object({ id: id.nullable(), files: z.array(z.string()) })),
  modules: z.array(
    one.extend({
      chunks: z.array(id),
      moduleType: z.string().optional(),
      /** Those that webpack made one of. */
      modules: z.array(one).optional(),
    }),
  ),
});

export function modulesOfWebpack(
  { chunks, modules }: z.output<typeof webpack>,
  files: ReadonlySet<string>,
  root: string,
): Modules {
  const written = chunks.flatMap((chunk) => chunk.files);
  const start = rootOf(written, files) ?? "";
  const filesOf = new Map(chunks.map((chunk) => [chunk.id, chunk.files.map((file) => join(start, below(file)))]));
  const made = new Map<string, Map<string, number>>();
  for (const { name, size, chunks: holders, moduleType, modules: nested } of modules) {
    const isStyle = moduleType?.startsWith("css") ?? false;
    for (const holder of holders) {
      const file = filesOf.get(holder)?.find((path) => path.endsWith(".css") === isStyle);
      if (file === undefined || !files.has(file)) continue;
      const parts = made.get(file) ?? new Map<string, number>();
      for (const part of nested?.length ? nested : [{ name, size }]) add(parts, modulePath(part.name, root), part.size);
      made.set(file, parts);
    }
  }
  return made;
}
