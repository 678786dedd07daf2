import { readFile } from "node:fs/promises";
import { arch, availableParallelism, cpus, release, totalmem, type } from "node:os";
import type { Environment } from "../model/verdict.ts";

/** What this machine is, as far as it decides whether two measurements are comparable. `tools`: name → version. */
export async function readEnvironment(
  env: Readonly<Record<string, string>>,
  tools: Readonly<Record<string, string>>,
): Promise<Environment> {
  return {
    cpu: cpus()[0]?.model.trim() || "unknown",
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    os: [await distribution(), `${type()} ${release()}`, arch(), image(env)].filter(Boolean).join(", "),
    tools: { node: process.versions.node, ...tools },
  };
}

/** "Debian GNU/Linux 12 (bookworm)"; "" where there is no os-release(5). */
async function distribution(): Promise<string> {
  const text = await readFile("/etc/os-release", "utf8").catch(() => "");
  return /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(text)?.[1] ?? "";
}

/** The image of a GitHub-hosted runner. */
function image(env: Readonly<Record<string, string>>): string {
  return env.ImageOS ? `${env.ImageOS} ${env.ImageVersion ?? ""}`.trim() : "";
}
