// src/report/deliver/junit.ts
import { join } from "node:path";
import { writeAtomically } from "../../stored/write.js";
async function writeJunit(folder, xml) {
  const path = join(folder, "junit.xml");
  await writeAtomically(path, xml);
  return path;
}
export {
  writeJunit
};
