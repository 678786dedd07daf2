import { execFileSync, spawn } from "node:child_process";
import { join } from "node:path";

const CLI = join(import.meta.dirname, "../../dist/cli.js");
export const K6 =
  process.env.K6 ?? execFileSync(process.execPath, [CLI, "install-k6", "--version", "2.2.0"]).toString().trim();
const SCRIPT = join(import.meta.dirname, "shop.js");

export interface Load {
  readonly url: string;
  readonly rate: number;
  readonly seconds: number;
}

/** One k6 run with these outputs: the CPU seconds, user and system, of k6 alone. Its stdout is read and thrown away. */
export async function runK6(load: Load, out: readonly string[]): Promise<number> {
  const words = ["run", "--address", "", "--no-usage-report", "--quiet", "--summary-mode=disabled", ...out];
  const env = { BASE_URL: load.url, RATE: String(load.rate), DURATION: `${load.seconds}s`, PATH: process.env.PATH };
  // bash's own `time` counts the process it waited for, to the millisecond.
  const child = spawn("bash", ["-c", 'TIMEFORMAT="%3U %3S"; time "$@" 2>/dev/null', "time", K6, ...words, SCRIPT], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout.resume();
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  const cpu = said.trim().split(/\s+/).map(Number);
  if (code !== 0 || cpu.length !== 2 || cpu.some(Number.isNaN)) throw new Error(`k6 ended with ${code}: ${said}`);
  return cpu[0]! + cpu[1]!;
}
