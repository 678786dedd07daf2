/** The fold beside `gzip -dc`, on one file, in turn. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";

/** Of one process, starting up included: wall and CPU (user + system, all threads) seconds. */
export interface Seconds {
  readonly wall: number;
  readonly cpu: number;
}

export interface Timing {
  readonly gzip: Seconds;
  readonly fold: Seconds;
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
    const gzip = () => timed(["gzip", "-dc", file], "ignore");
    const fold = () => timed([process.execPath, program, file], "pipe");
    // Who goes first alternates.
    const early = pair % 2 === 0 ? await gzip() : null;
    const folded = await fold();
    const unpacked = early ?? (await gzip());
    timings.push({ gzip: unpacked.seconds, fold: folded.seconds, peak: Number(folded.stdout) });
  }
  return timings;
}

/** `ignore` is the null device: nobody reads what gzip unpacks. */
async function timed(words: readonly string[], out: "ignore" | "pipe"): Promise<{ seconds: Seconds; stdout: string }> {
  const child = spawn("bash", ["-c", 'TIMEFORMAT="%3R %3U %3S"; time "$@"', "time", ...words], {
    stdio: ["ignore", out, "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  const [wall, user, system] = stderr.trim().split(/\s+/).map(Number);
  if (code !== 0) throw new Error(`${words[0]} ended with ${code}: ${stderr}`);
  return { seconds: { wall: wall!, cpu: user! + system! }, stdout };
}
