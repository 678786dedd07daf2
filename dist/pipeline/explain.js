// src/pipeline/explain.ts
import { compareAll } from "../compare/compare.js";
import { TargetError } from "../errors.js";
import { changedLines } from "../explain/coverage/changed.js";
import { explain, matterOf } from "../explain/index.js";
import { boundedCauses } from "../measure/bounded.js";
import { asSentence } from "../measure/subject.js";
import { OUTPUT_LIMIT } from "../system/output.js";
import { prepareSlots } from "../target/slots.js";
import { buildSides } from "./builds.js";
import { folderOf } from "./gate-files.js";
import { openPhase } from "./phase.js";
import { chooseSides } from "./sides.js";
async function explainMeasured(input, measured) {
  const { system, loaded } = input;
  const metrics = regressedIn(measured, input);
  if (metrics.length === 0) return measured;
  const started = performance.now();
  try {
    const { causes, details, notes, notWeighed } = await explainSides(input, metrics);
    return {
      ...measured,
      causes: [...measured.causes, ...boundedCauses(causes)],
      details: [...measured.details, ...details],
      notices: [...measured.notices, ...notes.map(asSentence)],
      notWeighed: [...measured.notWeighed, ...notWeighed.map(asSentence)],
      seconds: measured.seconds + (performance.now() - started) / 1e3
    };
  } catch (error) {
    system.signal.throwIfAborted();
    const why = error instanceof Error ? error.message : String(error);
    const file = loaded.file;
    return {
      ...measured,
      notWeighed: [...measured.notWeighed, asSentence(`explain: ${why} (${file}); the rest of the report stands.`)]
    };
  }
}
function regressedIn({ series, plan }, { loaded, overrides }) {
  const { explain: asked, gate } = loaded.config;
  if (asked.when === "never" || asked.profiler === "off") return [];
  const { comparisons } = compareAll({ series, overrides, falseAlarms: gate.falseAlarms, plan });
  const regressed = comparisons.filter(({ change, metric }) => change === "regressed" && matterOf(metric) !== null);
  const isAsked = asked.when === "moved" || regressed.some(({ rule }) => rule.role === "gate");
  return isAsked ? regressed.map(({ metric }) => metric) : [];
}
async function explainAlone(request, loaded, system) {
  const sides = await chooseSides(request, loaded.config.target, system);
  const built = await buildSides(request, loaded, sides, system);
  if (built.noBase !== null) throw new TargetError("base", built.noBase);
  await prepareSlots({ system, builds: built.builds, configs: built.configs });
  const root = built.builds.head?.dir ?? request.cwd;
  return explainSides({ request, loaded, sides, built, overrides: [], root, system }, []);
}
async function explainSides(input, metrics) {
  const { request, loaded, sides, system } = input;
  return explain({
    ...await openPhase(input, "explain"),
    config: loaded.config.explain,
    system,
    metrics,
    changed: await changedIn(sides, request)
  });
}
async function changedIn({ source }, { cwd }) {
  if (!source?.base) return null;
  const { git, base, head } = source;
  const folder = await folderOf(git, cwd);
  const plain = ["--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--src-prefix=a/", "--dst-prefix=b/"];
  const within = folder === "" ? [] : [`--relative=${folder}/`];
  const config = ["-c", "core.quotePath=false"];
  const diff = await git.run([...config, "diff", "--unified=0", ...plain, ...within, base.sha, head.sha]);
  return Buffer.byteLength(diff) >= OUTPUT_LIMIT - 1 ? null : changedLines(diff);
}
export {
  changedIn,
  explainAlone,
  explainMeasured
};
