// src/commands/open.ts
import { openFile } from "../system/open.js";
var OPEN = { type: "boolean", help: "Open report.html when it is written." };
async function openReport(path, { env, stderr }) {
  const isOpened = await openFile(path, env);
  stderr.write(isOpened ? `Opened ${path}
` : `There is no program to open it with here: ${path}
`);
}
export {
  OPEN,
  openReport
};
