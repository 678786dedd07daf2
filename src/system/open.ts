import { spawn } from "node:child_process";
import { which } from "./programs.ts";

/** What desktops open a file with, as if it had been clicked on. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ["open"],
  linux: ["xdg-open"],
};

/** One that has nothing to show a file on says so within this; one that goes on for longer is showing it. */
const PATIENCE = 3000;

/** "missing": there is no program to open it with. */
export type Opening = "opened" | "missing" | "failed";

/**
 * Opens a file in the program that the desktop has for it, which outlives us and is no process of the job. `env`: the
 * user's own.
 */
export async function openFile(path: string, env: Readonly<Record<string, string | undefined>>): Promise<Opening> {
  const program = await which(OPENERS[process.platform] ?? [], env.PATH ?? "");
  if (program === null) return "missing";
  const child = spawn(program, [path], { detached: true, stdio: "ignore", env });
  const opening = await new Promise<Opening>((resolve) => {
    const patience = setTimeout(() => resolve("opened"), PATIENCE);
    const end = (opening: Opening) => {
      clearTimeout(patience);
      resolve(opening);
    };
    child.once("error", () => end("failed"));
    child.once("exit", (code) => end(code === 0 ? "opened" : "failed"));
  });
  child.unref();
  return opening;
}
