// src/pipeline/explain.ts
import { compareAll } from "../compare/compare.js";
import { TargetError } from "../errors.js";
import { changedLines } from "../explain/coverage/changed.js";
import { explain } from "../explain/index.js";
import { isOfServer, matterOf } from "../explain/matter.js";
import { boundedCauses } from "../measure/bounded.js";
import { asSentence } from "../measure/subject.js";
import { OUTPUT_LIMIT } from "../system/output.js";
import { prepareSlots } from "../target/slots.js";
import { buildSides } from "./builds.js";
import { folderOf, namedBy } from "./gate-files.js";
import { openPhase } from "./phase.js";
import { chooseSides } from "./sides.js";
async function explainMeasured(input, measured) {
  const { system, loaded } = input;
  const asked = askedOf(measured, input);
  if (asked === null) return measured;
  const started = performance.now();
  try {
    const { causes, details, notes, notWeighed } = await explainSides(input, asked.metrics);
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
function askedOf({ series, plan }, { loaded, overrides }) {
  const { explain: asked, gate } = loaded.config;
  if (asked.when === "never") return null;
  const { comparisons } = compareAll({ series, overrides, falseAlarms: gate.falseAlarms, plan });
  const regressed = comparisons.filter(({ change, metric }) => change === "regressed" && isOfServer(metric));
  const asking = regressed.filter(({ rule }) => asked.when === "moved" || rule.role === "gate");
  const isProfiled = asked.profiler !== "off" && asking.some(({ metric }) => matterOf(metric) !== null);
  if (isProfiled) return { metrics: regressed.map(({ metric }) => metric) };
  return asking.length > 0 && asked.coverage !== false ? { metrics: null } : null;
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
    changed: ofTarget(await changedIn(sides, request), loaded.config)
  });
}
function ofTarget(changed, config) {
  const named = new Set(namedBy(config, ""));
  return changed?.filter(({ file }) => !named.has(file)) ?? null;
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
  explainMeasured,
  ofTarget
};
