import { findK6 } from "../../src/system/tools.ts";
import { testSystem } from "./system.ts";

/** The path of k6 in exactly this version: from the tool cache, else installed there (by Go: about two minutes). */
export async function k6Binary(version: "2.2.0" | "1.8.1"): Promise<string> {
  await using test = await testSystem();
  const sources = ["tool cache", "release archive", "built by Go"] as const;
  const { path } = await findK6({ version, system: test.system, sources });
  return path;
}
