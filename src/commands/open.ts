/** `--open`, of the commands that write a report. */
import { openFile } from "../system/open.ts";
import type { Option, Terminal } from "./command.ts";

export const OPEN: Option = { type: "boolean", help: "Open report.html when it is written." };

/** Says where it lies in either case: nobody tells us whether a desktop showed it. */
export async function openReport(path: string, { env, stderr }: Terminal): Promise<void> {
  const isOpened = await openFile(path, env);
  stderr.write(isOpened ? `Opened ${path}\n` : `There is no program to open it with here: ${path}\n`);
}
