/** The bundle collector: sizes of built files, the same every time, so that they need no rounds. */
import picomatch from "picomatch";
import { ConfigError } from "../../errors.ts";
import type { Collector } from "../collector.ts";
import { digestOf } from "../conditions.ts";
import type { Build } from "../served.ts";
import { findFiles, findManifest, nothingMatches } from "./files.ts";
import { explain } from "./modules/explain.ts";
import type { BuiltSide } from "./modules/find.ts";
import { toSeries } from "./parse.ts";
import { weigher } from "./run.ts";
import type { BundleConfig } from "./schema.ts";
import { subjectsOf, type WeighedSide } from "./subjects.ts";

export type { BundleConfig } from "./schema.ts";

export const bundle: Collector<BundleConfig> = {
  id: "bundle",
  /** Weighs at once: the target may write into its own folder when it runs. */
  async open(config, { system, sides: measured, builds }) {
    const { modules, ...weighing } = config;
    const weigh = weigher(system.signal);
    const notes: string[] = [];

    async function side(build: Build | null): Promise<WeighedSide | null> {
      if (!build) return null;
      const { files, notes: left } = await findFiles(build, config.files);
      const { manifest, notes: found } = await findManifest(build, config, files);
      const entryFiles = config.entries ? await matching(build, config.entries, files) : null;
      notes.push(...left, ...found);
      return { files: await weigh(build.dir, files), manifest, entryFiles };
    }

    if (!builds.head)
      throw new ConfigError(
        "bundle: head is only reached by its address, so there are no built files to weigh: leave bundle out, or give target.build or target.static.",
      );
    if (!builds.base && measured.includes("base")) notes.push("Base has no built files here: all of head's are new.");
    // Head first: mistakes in the config show there.
    const head = await side(builds.head);
    const base = await side(builds.base);
    const { subjects, notes: matched } = subjectsOf({ base, head });
    const series = toSeries(subjects);
    const explained = await explain(
      { base: built(builds.base, base), head: built(builds.head, head) },
      subjects,
      modules,
    );
    const files = head?.files.length === 1 ? "1 file" : `${head?.files.length} files`;
    return {
      plan: {
        lines: [`${files}: raw, gzip 9 and brotli 11 sizes, exact, no rounds needed`],
        secondsPerRound: 0,
        startsPerRound: 0,
        usualNoise: 0,
        tools: toolVersions(),
        conditions: digestOf(weighing),
      },
      round: () => Promise.reject(new Error("bundles are weighed without rounds")),
      series: () => series,
      collected: async () => ({
        series,
        limits: [],
        notWeighed: [],
        notes: [...notes, ...matched, ...explained.notes],
        files: [],
        causes: explained.causes,
        details: explained.details,
        facts: [],
      }),
    };
  },
};

function built(build: Build | null, weighed: WeighedSide | null): BuiltSide | null {
  return build && weighed && { build, files: weighed.files };
}

/** Of what compresses, and of the Node that most builds run on: sizes of another are not this one's. */
function toolVersions(): Readonly<Record<string, string>> {
  const { node, zlib = "unknown", brotli = "unknown" } = process.versions;
  return { node, zlib, brotli };
}

/** The files that the globs of `entries` match. Throws ConfigError when one matches none on head. */
async function matching(build: Build, globs: readonly string[], files: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const wanted of globs) {
    const matchesGlob = picomatch(wanted, { dot: true });
    const matches = files.filter((file) => matchesGlob(file));
    if (matches.length === 0 && build.side === "head") throw await nothingMatches(build, "bundle.entries", wanted);
    for (const path of matches) found.add(path);
  }
  return [...found];
}
