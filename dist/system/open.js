// src/system/open.ts
import { spawn } from "node:child_process";
import { which } from "./programs.js";
var OPENERS = {
  darwin: ["open"],
  linux: ["xdg-open"]
};
var PATIENCE = 3e3;
async function openFile(path, env) {
  const program = await which(OPENERS[process.platform] ?? [], env.PATH ?? "");
  if (program === null) return "missing";
  const child = spawn(program, [path], { detached: true, stdio: "ignore", env });
  const opening = await new Promise((resolve) => {
    const patience = setTimeout(() => resolve("opened"), PATIENCE);
    const end = (opening2) => {
      clearTimeout(patience);
      resolve(opening2);
    };
    child.once("error", () => end("failed"));
    child.once("exit", (code) => end(code === 0 ? "opened" : "failed"));
  });
  child.unref();
  return opening;
}
export {
  openFile
};
