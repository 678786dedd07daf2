// src/pipeline/gate-changes.ts
import { configChanges } from "../config/changes.js";
import { changedAmong, namedBy, textsAt } from "./gate-files.js";
import { importedBy } from "./imports.js";
var WORKFLOWS = ".github/workflows/";
var ACTIONS = [":(top,glob)**/action.yml", ":(top,glob)**/action.yaml"];
var MOST_READ = 50;
async function gateChangesOf(commits, files) {
  const { git, base, head } = commits;
  const named = [...new Set(files.read.flatMap((config) => namedBy(config, files.folder)))];
  const imported = [...await importedBy(git, head, named), ...await importedBy(git, base, named)];
  const scripts = await changedAmong(commits, [.../* @__PURE__ */ new Set([...named, ...imported])]);
  const workflows = [
    ...(await changedAmong(commits, [WORKFLOWS])).filter((path) => /\.ya?ml$/u.test(path)),
    ...await changedActions(commits)
  ];
  const ours = await Promise.all(
    workflows.map(
      async (path, index) => index >= MOST_READ || (await textsAt(git, [base, head], path)).some((text) => /weighbridge/iu.test(text))
    )
  );
  return [
    ...configChange(files.config),
    ...scripts.map((file) => ({ file, kind: "script", changes: [] })),
    ...workflows.filter((_, index) => ours[index]).map((file) => ({ file, kind: "workflow", changes: [] }))
  ];
}
async function changedActions({ git, base, head }) {
  const listed = await git.run(["diff-tree", "-r", "-z", "--name-only", "--no-renames", base, head, "--", ...ACTIONS]);
  return listed.split("\0").filter((path) => path !== "");
}
function configChange({ base, head }) {
  if (head === null) return [];
  const row = (changes2) => [{ file: head.path, kind: "config", changes: changes2 }];
  if (base === null) return row(["this file is new"]);
  const changes = configChanges(base.text, head.text);
  if (base.path !== head.path) return row([`takes the place of ${base.path}`, ...changes]);
  return changes.length === 0 ? [] : row(changes);
}
export {
  gateChangesOf
};
