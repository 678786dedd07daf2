import { join } from "node:path";
import { writeAtomically } from "../../stored/write.ts";

/** Writes `junit.xml` into `folder`; returns its path. @throws ToolError when it cannot. */
export async function writeJunit(folder: string, xml: string): Promise<string> {
  const path = join(folder, "junit.xml");
  await writeAtomically(path, xml);
  return path;
}
