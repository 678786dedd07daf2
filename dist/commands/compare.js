// src/commands/compare.ts
import { dirname, resolve } from "node:path";
import { judgeRounds } from "../pipeline/verdict.js";
import { measuredBeside } from "../report/deliver/beside.js";
import { writeReports } from "../report/deliver/files.js";
import { readRounds } from "../stored/read.js";
import { writeVerdict } from "../stored/write.js";
import { exitCodeOf, print } from "./weighing.js";
var compare = {
  name: "compare",
  summary: "Judges measured rounds again, from their file.",
  words: ["<rounds.json>"],
  options: { json: { type: "boolean", help: "Print the verdict as JSON instead of the report." } },
  notes: ["Writes verdict.json, comment.md, junit.xml, badge.json and report.html beside the file."],
  async run(values, [file = ""], terminal) {
    const path = resolve(terminal.cwd, file);
    const rounds = await readRounds(path);
    const verdict = judgeRounds(rounds);
    print(verdict, values.json === true, terminal);
    const folder = dirname(path);
    await writeVerdict(folder, verdict);
    const { details, notices } = await measuredBeside(folder, verdict);
    for (const notice of notices) terminal.stderr.write(`${notice}
`);
    await writeReports(folder, { verdict, rounds, details });
    return exitCodeOf(verdict);
  }
};
export {
  compare
};
