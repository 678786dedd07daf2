// src/system/environment.ts
import { readFile } from "node:fs/promises";
import { arch, availableParallelism, cpus, release, totalmem, type } from "node:os";
async function readEnvironment(env, tools) {
  return {
    cpu: cpus()[0]?.model.trim() || "unknown",
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    os: [await distribution(), `${type()} ${release()}`, arch(), image(env)].filter(Boolean).join(", "),
    tools: { node: process.versions.node, ...tools }
  };
}
async function distribution() {
  const text = await readFile("/etc/os-release", "utf8").catch(() => "");
  return /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(text)?.[1] ?? "";
}
function image(env) {
  return env.ImageOS ? `${env.ImageOS} ${env.ImageVersion ?? ""}`.trim() : "";
}
export {
  readEnvironment
};
