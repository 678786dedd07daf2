import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Reporter, TestModule } from "vitest/node";
import type { Shown } from "./shown.ts";

/** Writes what became of the tests that carry rows into the folder WEIGHBRIDGE_SHOWN, a file a project: a list of `Shown`. */
export default class ShownReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const folder = process.env.WEIGHBRIDGE_SHOWN;
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    for (const project of new Set(modules.map((one) => one.project.name))) {
      const shown = modules.filter((one) => one.project.name === project).flatMap(shownBy);
      writeFileSync(join(folder, `${project}.json`), JSON.stringify(shown, null, 1));
    }
  }
}

/** In the order in which they stand in the file, whichever ended first. */
function shownBy(module: TestModule): readonly Shown[] {
  const file = relative(module.project.config.root, module.moduleId);
  return [...module.children.allTests()]
    .filter(({ tags }) => tags.length > 0)
    .map((test) => ({ rows: [...test.tags].sort(), file, name: test.fullName, state: test.result().state }));
}
