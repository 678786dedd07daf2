// src/pipeline/attempts.ts
import { realpath } from "node:fs/promises";
import { relative } from "node:path";
import { digestOf } from "../measure/conditions.js";
import { VERSION } from "../version.js";
import { isReused, judgeRounds } from "./verdict.js";
async function questionOf({ source }, { config }, { cwd, mode }) {
  if (!source?.base) return null;
  const { git, base, head } = source;
  const trees = await Promise.all([base.sha, head.sha].map((sha) => git.attempt(["rev-parse", `${sha}^{tree}`])));
  if (trees.includes(null)) return null;
  const { accept: _, findings: __, ...asked } = config;
  const { id, falseAlarms, ignore, controls } = config.gate;
  const gate = { id, falseAlarms, ignore, controls };
  const folder = relative(git.root, await realpath(cwd));
  return digestOf({ trees, folder, config: { ...asked, gate }, mode, version: VERSION, node: process.version });
}
function attemptsOf(earlier) {
  const { job, seed, finished, attempts } = earlier;
  if (isReused(earlier)) return attempts;
  return [...attempts, { job, seed, finished, verdict: judgeRounds(earlier).verdict }];
}
function reuse(earlier, now) {
  const notices = [.../* @__PURE__ */ new Set([...earlier.notices, ...now.notices])];
  const rounds = { ...earlier, ...now, notices, attempts: attemptsOf(earlier) };
  const verdict = judgeRounds(rounds);
  const stands = verdict.verdict === "pass" || verdict.verdict === "fail" || verdict.override !== null;
  return stands ? { rounds, verdict } : null;
}
export {
  attemptsOf,
  questionOf,
  reuse
};
