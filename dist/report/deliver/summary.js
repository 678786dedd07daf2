// src/report/deliver/summary.ts
import { summary } from "../../vendor/@actions/core.js";
async function writeSummary(markdown) {
  await summary.addRaw(markdown, true).write();
}
export {
  writeSummary
};
