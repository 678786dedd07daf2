// src/system/k6-build.ts
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ToolError } from "../errors.js";
var TIME = 15 * 6e4;
var UNCHECKED = ["GOFLAGS", "GOPRIVATE", "GONOSUMDB", "GONOSUMCHECK", "GONOPROXY", "GOINSECURE"];
async function buildK6(system, version, folder) {
  const settings = await goSettings(system, folder);
  if (settings.GOSUMDB === "off")
    throw new ToolError("Go's checksum database is switched off (GOSUMDB=off), so k6 was not built.");
  const module = version.startsWith("1.") ? "go.k6.io/k6" : `go.k6.io/k6/v${version.split(".")[0]}`;
  await writeFile(
    join(folder, "go.mod"),
    `module weighbridge.invalid/k6

go 1.24

require ${module} v${version}
`
  );
  const program = join(folder, "k6");
  const finished = await system.processes.run(["go", "build", "-trimpath", "-ldflags=-s -w", "-o", program, module], {
    cwd: folder,
    timeout: TIME,
    env: {
      ...withoutUnchecked(system.env),
      ...settings,
      // Not the file that `go env -w` writes: it may hold what was just left out.
      GOENV: "off",
      GOFLAGS: "-mod=mod",
      GOWORK: "off",
      CGO_ENABLED: "0"
    },
    onLine: (line) => system.log.progress(line)
  });
  if (finished.exitCode === 0) return program;
  if (finished.timedOut) throw new ToolError(`go build took longer than ${TIME / 6e4} minutes.`);
  const said = finished.stderr.trim().split("\n").slice(-3).join(" / ");
  throw new ToolError(`go build of ${module} v${version} failed: ${said || `exit code ${finished.exitCode}`}.`);
}
async function goSettings(system, cwd) {
  const names = ["GOPROXY", "GOSUMDB", "GOTOOLCHAIN", "GOPATH", "GOMODCACHE", "GOCACHE"];
  const { exitCode, stdout, stderr } = await system.processes.run(["go", "env", "-json", ...names], {
    cwd,
    env: withoutUnchecked(system.env),
    timeout: 6e4
  });
  if (exitCode !== 0) throw new ToolError(`go env failed: ${stderr.trim()}.`);
  const found = JSON.parse(stdout);
  return Object.fromEntries(Object.entries(found).filter(([name, value]) => names.includes(name) && value !== ""));
}
function withoutUnchecked(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !UNCHECKED.includes(name)));
}
export {
  buildK6
};
