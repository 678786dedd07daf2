// src/commands/compare.ts
import { dirname, resolve } from "node:path";
import { judgeRounds } from "../pipeline/verdict.js";
import { deliverFiles } from "../report/deliver/files.js";
import { readRounds } from "../stored/read.js";
import { exitCodeOf, print } from "./weighing.js";
var compare = {
  name: "compare",
  summary: "Judges measured rounds again, from their file.",
  words: ["<rounds.json>"],
  options: { json: { type: "boolean", help: "Print the verdict as JSON instead of the report." } },
  notes: ["Writes verdict.json and comment.md beside the file."],
  async run(values, [file = ""], terminal) {
    const path = resolve(terminal.cwd, file);
    const rounds = await readRounds(path);
    const verdict = judgeRounds(rounds);
    print(verdict, values.json === true, terminal);
    await deliverFiles(dirname(path), { verdict, rounds: null, details: [] });
    return exitCodeOf(verdict);
  }
};
export {
  compare
};
