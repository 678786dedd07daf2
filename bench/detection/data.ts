/** Public measurements, in a folder that is no part of the project; null where one is absent. */
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/**
 * Call times (ns) of separate runs of one Java method at one revision, a run each (d-iii-s/spl-evaluation-java,
 * data/sensitivity, Apache-2.0): identical code.
 */
export async function splRuns(data: string): Promise<readonly (readonly number[])[] | null> {
  const folder = join(data, "spl-sensitivity");
  if (!existsSync(folder)) return null;
  const files = (await readdir(folder)).filter((name) => name.endsWith(".dat")).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
  return texts.map((text) =>
    text
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map(Number),
  );
}

/** Value by benchmark. */
export type Commit = ReadonlyMap<string, number>;

/**
 * Browser timings of one commit after another on hosted runners (GoogleChromeLabs/chromium-bidi, branch gh-pages,
 * bench/data.js, Apache-2.0): nearly all neighbours are identical code.
 */
export async function bidiCommits(data: string): Promise<readonly Commit[] | null> {
  const file = join(data, "chromium-bidi", "data.js.gz");
  if (!existsSync(file)) return null;
  const script = gunzipSync(await readFile(file)).toString("utf8");
  const history: {
    readonly entries: Readonly<Record<string, readonly { readonly benches: readonly Bench[] }[]>>;
  } = JSON.parse(script.slice(script.indexOf("{")).replace(/;\s*$/, ""));
  return Object.values(history.entries)
    .flat()
    .map(({ benches }) => new Map(benches.map(({ name, value }) => [name, value])));
}

interface Bench {
  readonly name: string;
  readonly value: number;
}
