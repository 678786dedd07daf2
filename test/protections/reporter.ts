import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Reporter, TestCase } from "vitest/node";

/** A test that carries rows of rows.ts. */
export interface Shown {
  readonly rows: readonly string[];
  /** From the root of the project. */
  readonly file: string;
  readonly name: string;
  readonly state: "passed" | "failed" | "skipped" | "pending";
}

/** Writes what became of the tests that carry rows into the folder WEIGHBRIDGE_SHOWN, a file a project: a list of `Shown`. */
export default class ShownReporter implements Reporter {
  readonly #shown = new Map<string, Shown[]>();

  onTestCaseResult(test: TestCase): void {
    if (test.tags.length === 0) return;
    const file = relative(test.project.config.root, test.module.moduleId);
    const one: Shown = { rows: [...test.tags].sort(), file, name: test.fullName, state: test.result().state };
    const project = test.project.name;
    this.#shown.set(project, [...(this.#shown.get(project) ?? []), one]);
  }

  onTestRunEnd(): void {
    const folder = process.env.WEIGHBRIDGE_SHOWN;
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    for (const [project, shown] of this.#shown)
      writeFileSync(join(folder, `${project}.json`), JSON.stringify(shown, null, 1));
  }
}
