import { spawn } from "node:child_process";
import { which } from "./programs.ts";

/** What desktops open a file with, as if it had been clicked on. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ["open"],
  linux: ["xdg-open"],
};

/**
 * Opens a file in the program that the desktop has for it, which outlives us and is no process of the job; says whether
 * there was something to do so with. `env`: the user's own.
 */
export async function openFile(path: string, env: Readonly<Record<string, string | undefined>>): Promise<boolean> {
  const program = await which(OPENERS[process.platform] ?? [], env.PATH ?? "");
  if (program === null) return false;
  const child = spawn(program, [path], { detached: true, stdio: "ignore", env });
  const started = await new Promise<boolean>((resolve) => {
    child.once("spawn", () => resolve(true));
    child.once("error", () => resolve(false));
  });
  child.unref();
  return started;
}
