// src/system/open.ts
import { spawn } from "node:child_process";
import { which } from "./programs.js";
var OPENERS = {
  darwin: ["open"],
  linux: ["xdg-open"]
};
async function openFile(path, env) {
  const program = await which(OPENERS[process.platform] ?? [], env.PATH ?? "");
  if (program === null) return false;
  const child = spawn(program, [path], { detached: true, stdio: "ignore", env });
  const started = await new Promise((resolve) => {
    child.once("spawn", () => resolve(true));
    child.once("error", () => resolve(false));
  });
  child.unref();
  return started;
}
export {
  openFile
};
