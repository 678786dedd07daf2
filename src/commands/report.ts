import { dirname, resolve } from "node:path";
import { writeComment } from "../report/deliver/files.ts";
import { readVerdict } from "../stored/read.ts";
import type { Command } from "./command.ts";
import { print } from "./weighing.ts";

export const report: Command = {
  name: "report",
  summary: "Renders the report of a verdict again, from its file.",
  words: ["<verdict.json>"],
  options: {},
  notes: ["Writes comment.md beside the file. The exit code is 0 whatever the verdict: it was given before."],
  async run(_, [file = ""], terminal) {
    const path = resolve(terminal.cwd, file);
    const verdict = await readVerdict(path);
    print(verdict, false, terminal);
    await writeComment(dirname(path), verdict);
    return 0;
  },
};
