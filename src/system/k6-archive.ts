import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { ToolError } from "../errors.ts";
import { download } from "./download.ts";
import type { System } from "./system.ts";
import tools from "./tools.json" with { type: "json" };

/** Platform (`linux-amd64`) → the archive of a version and what its bytes must hash to. */
type K6Archives = Readonly<Record<string, Readonly<Record<string, K6Archive>>>>;

/** Where release archives come from, and which are known. */
export interface K6Releases {
  /** Folder of the releases, with a slash at the end. */
  readonly base: string;
  readonly archives: K6Archives;
}

export const k6Releases: K6Releases = {
  base: "https://github.com/grafana/k6/releases/download/",
  archives: tools.k6.archives,
};

/** As the k6 project names its archives; null where it has none for this machine. */
export function k6Platform(platform: string, arch: string): string | null {
  const system = new Map([
    ["linux", "linux"],
    ["darwin", "macos"],
  ]).get(platform);
  const machine = new Map([
    ["x64", "amd64"],
    ["arm64", "arm64"],
  ]).get(arch);
  return system && machine ? `${system}-${machine}` : null;
}

/** A release archive for this machine. */
export interface K6Archive {
  readonly file: string;
  readonly sha256: string;
}

/** As the k6 project names the archive of a version for this machine. */
export function archiveName(version: string): string {
  const platform = k6Platform(process.platform, process.arch) ?? `${process.platform}-${process.arch}`;
  return `k6-v${version}-${platform}.${process.platform === "darwin" ? "zip" : "tar.gz"}`;
}

/** `sha256` is what the user says of it, which goes before what we know; null where neither says anything. */
export function archiveOf(version: string, { archives }: K6Releases, sha256?: string): K6Archive | null {
  const file = archiveName(version);
  if (sha256 !== undefined) return { file, sha256: sha256.toLowerCase() };
  const known = Object.hasOwn(archives, version) ? Object.values(archives[version]!) : [];
  return known.find((archive) => archive.file === file) ?? null;
}

/**
 * Downloads a release archive, checks it, and only then takes the program out of it. Returns the program's path in
 * `folder`. Throws ToolError when the download fails or is not the file that was meant, or cannot be unpacked.
 */
export async function unpackRelease(
  system: System,
  version: string,
  folder: string,
  base: string,
  archive: K6Archive,
): Promise<string> {
  const file = join(folder, archive.file);
  const url = new URL(`v${version}/${archive.file}`, base);
  await download({ url, sha256: archive.sha256, to: file, signal: system.signal });

  // This one member and nothing else, whatever the archive holds.
  const name = archive.file.replace(/\.(?:tar\.gz|zip)$/, "");
  const member = `${name}/k6`;
  const finished = await system.processes.run(
    archive.file.endsWith(".zip")
      ? ["unzip", "-q", file, member, "-d", folder]
      : ["tar", "-xzf", file, "-C", folder, member],
    { cwd: folder, env: system.env, timeout: 120_000 },
  );
  const program = join(folder, name, "k6");
  const isFile = await lstat(program).then(
    (found) => found.isFile(),
    () => false,
  );
  if (finished.exitCode === 0 && isFile) return program;
  throw new ToolError(`${archive.file} could not be unpacked: ${finished.stderr.trim() || "k6 is not in it"}.`);
}
