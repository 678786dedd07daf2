/** `--open`, of the commands that write a report. */
import { type Opening, openFile } from "../system/open.ts";
import type { Option, Terminal } from "./command.ts";

export const OPEN: Option = { type: "boolean", help: "Open report.html when it is written." };

const SAID: Readonly<Record<Opening, string>> = {
  opened: "Opened",
  missing: "There is no program to open it with here:",
  failed: "The program that opens files here failed; open it yourself:",
};

/** Says where it lies in any case: nobody tells us whether a desktop showed it. */
export async function openReport(path: string, { env, stderr }: Terminal): Promise<void> {
  stderr.write(`${SAID[await openFile(path, env)]} ${path}\n`);
}
