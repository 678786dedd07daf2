// src/measure/bundle/index.ts
import picomatch from "../../vendor/picomatch.js";
import { ConfigError } from "../../errors.js";
import { digestOf } from "../conditions.js";
import { findFiles, findManifest, nothingMatches } from "./files.js";
import { explain } from "./modules/explain.js";
import { toSeries } from "./parse.js";
import { weigher } from "./run.js";
import { subjectsOf } from "./subjects.js";
var bundle = {
  id: "bundle",
  /** Weighs at once: the target may write into its own folder when it runs. */
  async open(config, { system, sides: measured, builds }) {
    const { modules, ...weighing } = config;
    const weigh = weigher(system.signal);
    const notes = [];
    async function side(build) {
      if (!build) return null;
      const { files: files2, notes: left } = await findFiles(build, config.files);
      const { manifest, notes: found } = await findManifest(build, config, files2);
      const entryFiles = config.entries ? await matching(build, config.entries, files2) : null;
      notes.push(...left, ...found);
      return { files: await weigh(build.dir, files2), manifest, entryFiles };
    }
    if (!builds.head)
      throw new ConfigError(
        "bundle: head is only reached by its address, so there are no built files to weigh: leave bundle out, or give target.build or target.static."
      );
    if (!builds.base && measured.includes("base")) notes.push("Base has no built files here: all of head's are new.");
    const head = await side(builds.head);
    const base = await side(builds.base);
    const { subjects, notes: matched } = subjectsOf({ base, head });
    const series = toSeries(subjects);
    const explained = await explain(
      { base: built(builds.base, base), head: built(builds.head, head) },
      subjects,
      modules
    );
    const files = head?.files.length === 1 ? "1 file" : `${head?.files.length} files`;
    return {
      plan: {
        lines: [`${files}: raw, gzip 9 and brotli 11 sizes, exact, no rounds needed`],
        secondsPerRound: 0,
        startsPerRound: 0,
        usualNoise: 0,
        tools: toolVersions(),
        conditions: digestOf(weighing)
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
        facts: []
      })
    };
  }
};
function built(build, weighed) {
  return build && weighed && { build, files: weighed.files };
}
function toolVersions() {
  const { node, zlib = "unknown", brotli = "unknown" } = process.versions;
  return { node, zlib, brotli };
}
async function matching(build, globs, files) {
  const found = /* @__PURE__ */ new Set();
  for (const wanted of globs) {
    const matchesGlob = picomatch(wanted, { dot: true });
    const matches = files.filter((file) => matchesGlob(file));
    if (matches.length === 0 && build.side === "head") throw await nothingMatches(build, "bundle.entries", wanted);
    for (const path of matches) found.add(path);
  }
  return [...found];
}
export {
  bundle
};
