/** What a bundler wrote down of its own work: text in, composition out. */
import { DataError } from "../../../errors.ts";
import type { Composition, Modules, Way } from "./composition.ts";
import { METAFILE, metafile, modulesOfMetafile } from "./metafile.ts";
import { modulesOfVisualizer, VISUALIZER, VISUALIZER_MAPPED, visualizer } from "./visualizer.ts";
import { modulesOfWebpack, WEBPACK, webpack } from "./webpack.ts";

/** Where people have their bundler put them, below the folder of the built files or a folder above it. */
export const statsNames = ["meta.json", "metafile.json", "stats.json", "webpack-stats.json"] as const;

/**
 * Reads a metafile, raw data of rollup-plugin-visualizer, or webpack's stats. `files` are the weighed files, `root` is
 * the absolute folder of the build. Throws DataError when it is none of them, or names none of the files.
 */
export function parseStats(path: string, text: string, files: ReadonlySet<string>, root: string): Composition {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new DataError(`${path} is not JSON (${(cause as Error).message}): correct bundle.modules.`, { cause });
  }
  const found = compositionOf(json, files, root);
  if (!found)
    throw new DataError(
      `${path} does not tell what built files are made of: a metafile of esbuild or Bun, rollup-plugin-visualizer's raw-data or webpack's stats is expected.`,
    );
  if (found.files.size === 0)
    throw new DataError(
      `${path} names none of the weighed files: have each build write it anew, or correct bundle.modules.`,
    );
  return found;
}

function compositionOf(json: unknown, files: ReadonlySet<string>, root: string): Composition | undefined {
  const meta = metafile.safeParse(json);
  if (meta.success) return composed(METAFILE, modulesOfMetafile(meta.data, files, root));
  const rendered = visualizer.safeParse(json);
  if (rendered.success) {
    const way = rendered.data.options.sourcemap ? VISUALIZER_MAPPED : VISUALIZER;
    return composed(way, modulesOfVisualizer(rendered.data, files, root));
  }
  const stats = webpack.safeParse(json);
  return stats.success ? composed(WEBPACK, modulesOfWebpack(stats.data, files, root)) : undefined;
}

function composed(way: Way, files: Modules): Composition {
  return { way, files };
}
