import { dirname, resolve } from "node:path";
import { judgeRounds } from "../pipeline/verdict.ts";
import { deliverFiles } from "../report/deliver/files.ts";
import { readRounds } from "../stored/read.ts";
import type { Command } from "./command.ts";
import { exitCodeOf, print } from "./weighing.ts";

export const compare: Command = {
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
  },
};
