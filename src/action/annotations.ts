/** What is remarked beside the code, with paths as GitHub knows them. */
import { existsSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import type { Annotation } from "../github/check-runs.ts";
import type { Verdict } from "../model/verdict.ts";
import { escapeText } from "../report/render/escape.ts";
import { remarksOf } from "../report/render/machines/check.ts";
import { headline } from "../report/render/words/sentence.ts";
import type { ActionJob } from "./job.ts";

/** Worst first. What lies outside the repository is left out: the verdict is data, and GitHub has no such file. */
export function annotationsOf({ inputs, gate, terminal }: ActionJob, verdict: Verdict): readonly Annotation[] {
  const workspace = terminal.env.GITHUB_WORKSPACE ?? inputs.folder;
  const prefix = relative(rootOf(inputs.folder, workspace), inputs.folder);
  const title = `${checkName(gate)}: ${headline(verdict, escapeText).label}`;
  return remarksOf(verdict).flatMap(({ at, level, message }) => {
    const path = posix.join(prefix, at.file);
    return isInside(path) ? [{ path, line: at.line, level, title, message }] : [];
  });
}

/** As a check is called, and whatever speaks beside it. */
export function checkName(gate: string): string {
  return gate === "default" ? "Weighbridge" : `Weighbridge (${gate})`;
}

/** Of the checkout, which may lie below the workspace; without one it would lie there. */
function rootOf(folder: string, workspace: string): string {
  for (let at = folder; at !== workspace && at !== dirname(at); at = dirname(at))
    if (existsSync(join(at, ".git"))) return at;
  return workspace;
}

function isInside(path: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  return !/^\.\.?(?:\/|$)|^\/|[\u0000-\u001F\u007F\\]/u.test(path);
}
