/** After the rounds and before judging: which functions are behind what regressed. Nothing of it changes a verdict. */
import { compareAll } from "../compare/compare.ts";
import type { LoadedConfig } from "../config/load.ts";
import { TargetError } from "../errors.ts";
import { type ChangedFile, changedLines } from "../explain/coverage/changed.ts";
import type { Explained } from "../explain/evaluate.ts";
import { type ExplainInput, explain } from "../explain/index.ts";
import { isOfServer, matterOf } from "../explain/matter.ts";
import { boundedCauses } from "../measure/bounded.ts";
import { asSentence } from "../measure/subject.ts";
import type { MetricOverride } from "../model/override.ts";
import { OUTPUT_LIMIT } from "../system/output.ts";
import type { System } from "../system/system.ts";
import { prepareSlots } from "../target/slots.ts";
import { buildSides } from "./builds.ts";
import { folderOf, namedBy } from "./gate-files.ts";
import type { Measured } from "./measured.ts";
import { openPhase, type PhaseInput } from "./phase.ts";
import type { WeighRequest } from "./request.ts";
import { chooseSides, type Sides } from "./sides.ts";

export interface Explaining extends PhaseInput {
  readonly request: WeighRequest;
  readonly sides: Sides;
  readonly overrides: readonly MetricOverride[];
}

/** What was measured, with what explains it where something regressed. @throws only where the job is interrupted */
export async function explainMeasured(input: Explaining, measured: Measured): Promise<Measured> {
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
      seconds: measured.seconds + (performance.now() - started) / 1000,
    };
  } catch (error) {
    system.signal.throwIfAborted();
    // Whatever it is: what was measured stands without an explanation.
    const why = error instanceof Error ? error.message : String(error);
    const file = loaded.file;
    return {
      ...measured,
      notWeighed: [...measured.notWeighed, asSentence(`explain: ${why} (${file}); the rest of the report stands.`)],
    };
  }
}

/** What is to be explained of the target; null: nothing. Where no profile can tell, that the change was run is asked alone. */
function askedOf({ series, plan }: Measured, { loaded, overrides }: Explaining): Pick<ExplainInput, "metrics"> | null {
  const { explain: asked, gate } = loaded.config;
  if (asked.when === "never") return null;
  const { comparisons } = compareAll({ series, overrides, falseAlarms: gate.falseAlarms, plan });
  const regressed = comparisons.filter(({ change, metric }) => change === "regressed" && isOfServer(metric));
  const asking = regressed.filter(({ rule }) => asked.when === "moved" || rule.role === "gate");
  const isProfiled = asked.profiler !== "off" && asking.some(({ metric }) => matterOf(metric) !== null);
  if (isProfiled) return { metrics: regressed.map(({ metric }) => metric) };
  return asking.length > 0 && asked.coverage !== false ? { metrics: null } : null;
}

/** Both sides built and profiled, with nothing measured: for the command. @throws as the stages do */
export async function explainAlone(request: WeighRequest, loaded: LoadedConfig, system: System): Promise<Explained> {
  const sides = await chooseSides(request, loaded.config.target, system);
  const built = await buildSides(request, loaded, sides, system);
  if (built.noBase !== null) throw new TargetError("base", built.noBase);
  await prepareSlots({ system, builds: built.builds, configs: built.configs });
  const root = built.builds.head?.dir ?? request.cwd;
  return explainSides({ request, loaded, sides, built, overrides: [], root, system }, []);
}

async function explainSides(input: Explaining, metrics: ExplainInput["metrics"]): Promise<Explained> {
  const { request, loaded, sides, system } = input;
  return explain({
    ...(await openPhase(input, "explain")),
    config: loaded.config.explain,
    system,
    metrics,
    changed: ofTarget(await changedIn(sides, request), loaded.config),
  });
}

/** Without what the config names: scripts of load and the like run beside the target, and never in it. */
export function ofTarget(
  changed: readonly ChangedFile[] | null,
  config: LoadedConfig["config"],
): readonly ChangedFile[] | null {
  const named = new Set(namedBy(config, ""));
  return changed?.filter(({ file }) => !named.has(file)) ?? null;
}

/** What head changes below the folder of the config; null where that is not known, or too much to read. */
export async function changedIn(
  { source }: Pick<Sides, "source">,
  { cwd }: Pick<WeighRequest, "cwd">,
): Promise<readonly ChangedFile[] | null> {
  if (!source?.base) return null;
  const { git, base, head } = source;
  const folder = await folderOf(git, cwd);
  const plain = ["--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--src-prefix=a/", "--dst-prefix=b/"];
  const within = folder === "" ? [] : [`--relative=${folder}/`];
  const config = ["-c", "core.quotePath=false"];
  const diff = await git.run([...config, "diff", "--unified=0", ...plain, ...within, base.sha, head.sha]);
  // Of more only the end is kept.
  return Buffer.byteLength(diff) >= OUTPUT_LIMIT - 1 ? null : changedLines(diff);
}
