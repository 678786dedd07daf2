// src/measure/bundle/modules/stats.ts
import { DataError } from "../../../errors.js";
import { METAFILE, metafile, modulesOfMetafile } from "./metafile.js";
import { modulesOfVisualizer, VISUALIZER, VISUALIZER_MAPPED, visualizer } from "./visualizer.js";
import { modulesOfWebpack, WEBPACK, webpack } from "./webpack.js";
var statsNames = ["meta.json", "metafile.json", "stats.json", "webpack-stats.json"];
function parseStats(path, text, files, root) {
  let json;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new DataError(`${path} is not JSON (${cause.message}): correct bundle.modules.`, { cause });
  }
  const found = compositionOf(json, files, root);
  if (!found)
    throw new DataError(
      `${path} does not tell what built files are made of: a metafile of esbuild or Bun, rollup-plugin-visualizer's raw-data or webpack's stats is expected.`
    );
  if (found.files.size === 0)
    throw new DataError(
      `${path} names none of the weighed files: have each build write it anew, or correct bundle.modules.`
    );
  return found;
}
function compositionOf(json, files, root) {
  const meta = metafile.safeParse(json);
  if (meta.success) return composed(METAFILE, modulesOfMetafile(meta.data, files, root));
  const rendered = visualizer.safeParse(json);
  if (rendered.success) {
    const way = rendered.data.options.sourcemap ? VISUALIZER_MAPPED : VISUALIZER;
    return composed(way, modulesOfVisualizer(rendered.data, files, root));
  }
  const stats = webpack.safeParse(json);
  return stats.success ? composed(WEBPACK, modulesOfWebpack(stats.data, files, root)) : void 0;
}
function composed(way, files) {
  return { way, files };
}
export {
  parseStats,
  statsNames
};
