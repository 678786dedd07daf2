import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** A test that carries rows of rows.ts. */
export interface Shown {
  readonly rows: readonly string[];
  /** From the root of the project. */
  readonly file: string;
  readonly name: string;
  readonly state: "passed" | "failed" | "skipped" | "pending";
}

/** What reporter.ts has written into a folder, of all projects; nothing where there is no such folder. */
export async function shownIn(folder: string): Promise<readonly Shown[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".json"));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  return texts.flatMap((text) => JSON.parse(text) as Shown[]);
}
