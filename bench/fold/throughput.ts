/** The fold beside `gzip -dc`, on one file, in turn. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";

export interface Timing {
  readonly gzip: number;
  readonly fold: number;
  /** Peak resident bytes of the folding process. */
  readonly peak: number;
}

/** Bundles the fold as dist/ has it: what is measured is what users run. */
export async function bundleFold(folder: string): Promise<string> {
  const outfile = join(folder, "fold-once.mjs");
  const entry = join(import.meta.dirname, "fold-once.ts");
  await build({ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "esm", target: "node20" });
  return outfile;
}

export async function timePairs(file: string, folder: string, pairs: number): Promise<Timing[]> {
  const program = await bundleFold(folder);
  const timings: Timing[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const gzip = () => timed("sh", ["-c", 'exec gzip -dc "$1" > /dev/null', "gzip", file]);
    const fold = () => timed(process.execPath, [program, file]);
    // Who goes first alternates.
    const early = pair % 2 === 0 ? await gzip() : null;
    const folded = await fold();
    const unpacked = early ?? (await gzip());
    timings.push({ gzip: unpacked.seconds, fold: folded.seconds, peak: Number(folded.stdout) });
  }
  return timings;
}

/** Wall seconds from start to end of a process, starting up included. */
async function timed(command: string, words: readonly string[]): Promise<{ seconds: number; stdout: string }> {
  const start = performance.now();
  const child = spawn(command, words, { stdio: ["ignore", "pipe", "inherit"] });
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Error(`${command} ended with ${code}.`);
  return { seconds: (performance.now() - start) / 1000, stdout };
}
