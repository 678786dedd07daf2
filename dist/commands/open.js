// src/commands/open.ts
import { openFile } from "../system/open.js";
var OPEN = { type: "boolean", help: "Open report.html when it is written." };
var SAID = {
  opened: "Opened",
  missing: "There is no program to open it with here:",
  failed: "The program that opens files here failed; open it yourself:"
};
async function openReport(path, { env, stderr }) {
  stderr.write(`${SAID[await openFile(path, env)]} ${path}
`);
}
export {
  OPEN,
  openReport
};
