/** The `bundle` section of the config. */
import { z } from "zod";
import type { MetricFamily } from "../collected.ts";
import { insideGlob, insidePath, oneOrMore } from "../fields.ts";

export const schema = z
  .strictObject({
    files: oneOrMore(insideGlob('"dist/**/*.js"'), 'a glob or a list of globs, for example "dist/**/*.js"').describe(
      "Built files to weigh, as globs below each side's folder.",
    ),
    manifest: insidePath("dist/.vite/manifest.json")
      .exactOptional()
      .describe("Manifest of the bundler: gives files their names without hashes. Without it hashes are recognised."),
    entries: z
      .array(insideGlob('"dist/main-*.js"'), { error: "a list of globs" })
      .readonly()
      .exactOptional()
      .describe("Files that gate one by one besides the total. Without it, those the manifest calls entries."),
    modules: insidePath("dist/meta.json")
      .exactOptional()
      .describe(
        "What the bundler wrote of the modules in its files: a metafile, rollup-plugin-visualizer's raw data or webpack's stats. Without it, those and source maps beside the files.",
      ),
  })
  .describe("Sizes of built files: raw, gzip and brotli, compared exactly.");

export type BundleConfig = z.output<typeof schema>;

export const metrics: readonly MetricFamily[] = [{ glob: "*", units: ["bytes"], scale: "ratio", kind: "exact" }];
