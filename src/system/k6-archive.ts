import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { ToolError } from "../errors.ts";
import { download } from "./download.ts";
import type { System } from "./system.ts";
import tools from "./tools.json" with { type: "json" };

/** Platform (`linux-amd64`) → the archive of a version and what its bytes must hash to. */
type K6Archives = Readonly<
  Record<string, Readonly<Record<string, { readonly file: string; readonly sha256: string }>>>
>;

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

/**
 * Downloads a release archive, checks it, and only then takes the program out of it. Returns the program's path in
 * `folder`. Throws ToolError when no checksum is known (an archive that cannot be checked is not fetched), when the
 * download fails or is not the known file, or when the archive cannot be unpacked.
 */
export async function unpackRelease(
  system: System,
  version: string,
  folder: string,
  { base, archives }: K6Releases,
): Promise<string> {
  const platform = k6Platform(process.platform, process.arch) ?? `${process.platform}-${process.arch}`;
  const known = Object.hasOwn(archives, version) ? archives[version] : undefined;
  const archive = known && Object.hasOwn(known, platform) ? known[platform] : undefined;
  if (!archive) throw new ToolError(`no checksum is known for k6 ${version} on ${platform}, so it was not downloaded.`);

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
