// src/measure/bundle/modules/source-map.ts
import { decodedMappings, FlattenMap } from "../../../vendor/@jridgewell/trace-mapping.js";
import { z } from "../../../vendor/zod.js";
import { DataError } from "../../../errors.js";
import { add, modulePath, NO_SOURCE } from "./composition.js";
var SOURCE_MAPS = {
  by: "by source maps: bytes of the built files, before compression",
  caveat: null
};
var MOST_MAPPINGS = 8e6;
var MOST_LINES = 1e6;
var plain = z.object({
  version: z.literal(3),
  sourceRoot: z.string().nullish(),
  sources: z.array(z.string().nullable()),
  mappings: z.string()
}).transform((map) => ({ ...map, sourceRoot: map.sourceRoot ?? "", names: [] }));
var offset = z.object({ line: z.int().nonnegative().max(MOST_LINES), column: z.int().nonnegative() });
var sectioned = z.object({ version: z.literal(3), sections: z.array(z.object({ offset, map: plain })) });
var sourceMap = z.union([plain, sectioned]).refine((map) => mappingsOf(map) <= MOST_MAPPINGS, { error: "it holds too many mappings" });
function mappingsOf(map) {
  const parts = "sections" in map ? map.sections.map((section) => section.map) : [map];
  return parts.reduce((sum, { mappings }) => sum + mappings.length, 0);
}
function modulesOfMap(path, map, code, root) {
  const { mappings, sources } = decode(path, map);
  const names = sources.map((source) => source === null ? NO_SOURCE : modulePath(source, root));
  const sums = /* @__PURE__ */ new Map();
  const lines = code.split("\n");
  for (const [index, text] of lines.entries()) {
    const whole = index < lines.length - 1 ? `${text}
` : text;
    let name = NO_SOURCE;
    let from = 0;
    for (const [column, source] of mappings[index] ?? []) {
      const to = Math.min(Math.max(column, from), text.length);
      if (to > from) add(sums, name, Buffer.byteLength(whole.slice(from, to)));
      from = to;
      name = source === void 0 ? NO_SOURCE : names[source] ?? NO_SOURCE;
    }
    if (whole.length > from) add(sums, name, Buffer.byteLength(whole.slice(from)));
  }
  return sums;
}
function decode(path, text) {
  try {
    const map = new FlattenMap(sourceMap.parse(JSON.parse(text)), path);
    return { mappings: decodedMappings(map), sources: map.resolvedSources };
  } catch (cause) {
    throw new DataError(`${path} is not a source map that Weighbridge reads, or too large a one.`, { cause });
  }
}
export {
  SOURCE_MAPS,
  modulesOfMap
};
