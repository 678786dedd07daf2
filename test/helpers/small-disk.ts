/** A folder for which there is little room, without rights that a test machine may not give. */
import { execFile, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** In a namespace of its own: mounts a disk over `$1`, brings what lay there, runs the rest, and takes away to `$2` what is there then. */
const MOUNT = `
folder=$1 away=$2 options=$3; shift 3
kept=$(TMPDIR= mktemp -d) && cp -a "$folder/." "$kept" && mount -t tmpfs -o "$options" none "$folder" && cp -a "$kept/." "$folder"
rm -r "$kept"; "$@"; code=$?; cp -a "$folder/." "$away"; exit $code`;

/** Words to be put before a command, by which `folder` has `kib` for everything; \`away\` is a folder for what is in it in the end. */
async function mounted(folder: string, away: string, kib: number): Promise<readonly string[] | null> {
  const namespace = ["unshare", "--map-root-user", "--mount", "sh", "-c"];
  const [unshare = "", ...rest] = namespace;
  const isAllowed = await run(unshare, [...rest, `mount -t tmpfs none "$1"`, "sh", away]).then(
    () => true,
    () => false,
  );
  return isAllowed ? [...namespace, MOUNT, "sh", folder, away, `size=${kib}k`] : null;
}

export interface SmallDisk {
  readonly folder: string;
  /** Kibibytes that there is room for. */
  readonly kib: number;
  /** Kibibytes that no file may exceed, where no disk may be mounted: then it counts for files everywhere. */
  readonly file: number;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Runs `command` with a small disk mounted over `folder`, which then holds what was on it. */
export async function withSmallDisk(
  { folder, kib, file, cwd, env }: SmallDisk,
  command: readonly string[],
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  await mkdir(folder, { recursive: true });
  const away = await mkdtemp(join(tmpdir(), "weighbridge-disk-"));
  try {
    const disk = await mounted(folder, away, kib);
    const limit = ["bash", "-c", `ulimit -f ${file} && exec "$@"`, "bash"];
    const [program = "", ...words] = [...(disk ?? limit), ...command];
    const child = spawn(program, words, { cwd, env: { ...env } });
    const output = { stdout: "", stderr: "" };
    child.stdout.on("data", (data) => (output.stdout += data));
    child.stderr.on("data", (data) => (output.stderr += data));
    const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
    if (disk !== null) {
      await rm(folder, { recursive: true });
      await cp(away, folder, { recursive: true });
    }
    return { code, ...output };
  } finally {
    await rm(away, { recursive: true, force: true });
  }
}
