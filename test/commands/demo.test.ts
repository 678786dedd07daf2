import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { STEPS } from "../../src/commands/demo.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import { writeReports } from "../../src/report/deliver/files.ts";
import type { Reported } from "../../src/report/deliver/html.ts";
import { renderText } from "../../src/report/render/terminal/text.ts";
import { textOf } from "../report/render/html/read.ts";
import { SAMPLE } from "../report/sample.ts";
import { CASES } from "../report/verdicts.ts";

/** What needs the repository that was weighed, its config, its commits or a job. */
const OF_A_PROJECT =
  /weighbridge (?:run|compare)|git fetch|accept:|gate\.effort|Run (?:it|the job) again|push a commit/;

/** As the demo shows it: in the terminal, as a comment, as a page. */
async function reportsOf(verdict: Verdict, given: Pick<Reported, "steps">): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "weighbridge-demo-"));
  try {
    await writeReports(folder, { ...SAMPLE, verdict, ...given });
    const [comment, page] = await Promise.all(
      ["comment.md", "report.html"].map((file) => readFile(join(folder, file), "utf8")),
    );
    return [renderText(verdict, { width: 1000, colour: false, ...given }), comment!, textOf(page!)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test.each(["fail", "inconclusive", "error", "pass"])(
  "after %s no report of the demo says what needs its repository",
  async (name) => {
    const verdict = CASES[name]!;
    const steps = STEPS[verdict.verdict];
    for (const report of await reportsOf(verdict, { steps })) {
      expect(report).not.toMatch(OF_A_PROJECT);
      for (const { text } of steps) expect(report).toContain(text.split("`").at(-1));
    }
  },
);

test.each(["fail", "inconclusive"])("after %s of a project they all do", async (name) => {
  for (const report of await reportsOf(CASES[name]!, {})) expect(report).toMatch(OF_A_PROJECT);
});
