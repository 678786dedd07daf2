/** What head changes about the gate that judges it: its config, what that names, workflows that run it. */
import { configChanges } from "../config/changes.ts";
import type { Config } from "../config/schema.ts";
import type { GateChange } from "../model/exception.ts";
import { changedAmong, namedBy, textsAt, type Written } from "./gate-files.ts";
import { importedBy } from "./imports.ts";
import type { Commits } from "./sides.ts";

export interface GateFiles {
  /** The folder that the configs' paths start from. */
  readonly folder: string;
  /** As each commit has it; null: it has none. Head's as it was read, which may have been changed since. */
  readonly config: { readonly base: Written | null; readonly head: Written | null };
  /** As far as they can be read. */
  readonly read: readonly Config[];
}

const WORKFLOWS = ".github/workflows/";
/** Actions of the repository itself, which a workflow may run us by. */
const ACTIONS = [":(top,glob)**/action.yml", ":(top,glob)**/action.yaml"];
/** Of more changed ones at once each is told, as if it were ours: none may hide behind the others. */
const MOST_READ = 50;

/** @throws ToolError when git fails */
export async function gateChangesOf(commits: Commits, files: GateFiles): Promise<readonly GateChange[]> {
  const { git, base, head } = commits;
  const named = [...new Set(files.read.flatMap((config) => namedBy(config, files.folder)))];
  // Of both: what head took away is imported by base alone.
  const imported = [...(await importedBy(git, head, named)), ...(await importedBy(git, base, named))];
  const scripts = await changedAmong(commits, [...new Set([...named, ...imported])]);
  const workflows = [
    ...(await changedAmong(commits, [WORKFLOWS])).filter((path) => /\.ya?ml$/u.test(path)),
    ...(await changedActions(commits)),
  ];
  const ours = await Promise.all(
    workflows.map(
      async (path, index) =>
        index >= MOST_READ || (await textsAt(git, [base, head], path)).some((text) => /weighbridge/iu.test(text)),
    ),
  );
  return [
    ...configChange(files.config),
    ...scripts.map((file) => ({ file, kind: "script", changes: [] }) as const),
    ...workflows.filter((_, index) => ours[index]).map((file) => ({ file, kind: "workflow", changes: [] }) as const),
  ];
}

async function changedActions({ git, base, head }: Commits): Promise<readonly string[]> {
  const listed = await git.run(["diff-tree", "-r", "-z", "--name-only", "--no-renames", base, head, "--", ...ACTIONS]);
  return listed.split("\0").filter((path) => path !== "");
}

/** One row, or none where the config says what it said before. */
function configChange({ base, head }: GateFiles["config"]): readonly GateChange[] {
  if (head === null) return [];
  const row = (changes: readonly string[]) => [{ file: head.path, kind: "config", changes } as const];
  if (base === null) return row(["this file is new"]);
  const changes = configChanges(base.text, head.text);
  if (base.path !== head.path) return row([`takes the place of ${base.path}`, ...changes]);
  return changes.length === 0 ? [] : row(changes);
}
