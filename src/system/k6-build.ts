import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ToolError } from "../errors.ts";
import type { System } from "./system.ts";

const TIME = 15 * 60_000;

/** Variables of the user's that would let Go take a module without looking it up in the checksum database. */
const UNCHECKED = ["GOFLAGS", "GOPRIVATE", "GONOSUMDB", "GONOSUMCHECK", "GONOPROXY", "GOINSECURE"];

/**
 * Builds k6 from its Go module and returns the program's path in `folder`. Every module is verified by Go's checksum
 * database: the user's settings stand (GOPROXY, GOSUMDB, GOTOOLCHAIN, caches), save those that would switch it off.
 * A module of its own is made for it, because `go install pkg@version` fails where only a module proxy is reachable.
 * Throws ToolError when there is no Go, the checksum database is off, or the build fails.
 */
export async function buildK6(system: System, version: string, folder: string): Promise<string> {
  const settings = await goSettings(system, folder);
  if (settings.GOSUMDB === "off")
    throw new ToolError("Go's checksum database is switched off (GOSUMDB=off), so k6 was not built.");

  const module = version.startsWith("1.") ? "go.k6.io/k6" : `go.k6.io/k6/v${version.split(".")[0]}`;
  await writeFile(
    join(folder, "go.mod"),
    `module weighbridge.invalid/k6\n\ngo 1.24\n\nrequire ${module} v${version}\n`,
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
      CGO_ENABLED: "0",
    },
    onLine: (line) => system.log.progress(line),
  });
  if (finished.exitCode === 0) return program;
  if (finished.timedOut) throw new ToolError(`go build took longer than ${TIME / 60_000} minutes.`);
  const said = finished.stderr.trim().split("\n").slice(-3).join(" / ");
  throw new ToolError(`go build of ${module} v${version} failed: ${said || `exit code ${finished.exitCode}`}.`);
}

/** The user's settings that the build keeps, wherever they were made. */
async function goSettings(system: System, cwd: string): Promise<Record<string, string>> {
  const names = ["GOPROXY", "GOSUMDB", "GOTOOLCHAIN", "GOPATH", "GOMODCACHE", "GOCACHE"];
  const { exitCode, stdout, stderr } = await system.processes.run(["go", "env", "-json", ...names], {
    cwd,
    env: withoutUnchecked(system.env),
    timeout: 60_000,
  });
  if (exitCode !== 0) throw new ToolError(`go env failed: ${stderr.trim()}.`);
  const found = JSON.parse(stdout) as Record<string, string>;
  return Object.fromEntries(Object.entries(found).filter(([name, value]) => names.includes(name) && value !== ""));
}

function withoutUnchecked(env: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !UNCHECKED.includes(name)));
}
