/** A throw-away PostgreSQL with pg_stat_statements, of the programs that are installed: for the demo and for tests. */
import { chown, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ToolError } from "../errors.ts";
import { freePorts } from "../system/ports.ts";
import { isProgram, which } from "../system/programs.ts";
import type { Command, System } from "../system/system.ts";
import { startServer } from "./start.ts";

const DEBIAN = "/usr/lib/postgresql";
const READY = "database system is ready to accept connections";
const GET = "install it, on Debian and Ubuntu by apt-get install postgresql";

/** Milliseconds. */
const INIT = 60_000;
const GRACE = 5_000;

/** Small, quick, and all that there is to see recorded. Nothing of it outlives the job, so nothing waits for the disk. */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  shared_buffers: "32MB",
  max_connections: "60",
  max_wal_size: "256MB",
  // In shared memory of the system it would outlive a server that is killed.
  dynamic_shared_memory_type: "mmap",
  shared_preload_libraries: "pg_stat_statements",
  "pg_stat_statements.track": "all",
  track_io_timing: "on",
} as const;

export interface PostgresOptions {
  /** Everybody has to give one, and the superuser has this. Absent: anybody on this machine may come in. */
  readonly password?: string;
  /** Besides or instead of ours, as in postgresql.conf: `{ log_statement: "all" }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Each line of the server's log, as it is written; the last ones have come when `stop` has resolved. */
  readonly onLog?: (line: string) => void;
}

export interface PostgresService {
  readonly port: number;
  /** postgres://user:password@127.0.0.1:port/database, of the superuser where no other is named. */
  url(database: string, user?: string, password?: string): string;
  /** Ends all connections. Safe to call again. */
  stop(): Promise<void>;
}

/** @throws ToolError where PostgreSQL is not installed or does not start */
export async function startPostgres(system: System, options: PostgresOptions = {}): Promise<PostgresService> {
  const programs = await findPrograms(system);
  const folder = await system.processes.temporaryFolder("weighbridge-postgres");
  const as = await otherUser(system);
  const passwordFile = join(folder, "password");
  await writeFile(passwordFile, `${options.password ?? "none"}\n`, { mode: 0o600 });
  if (as !== null) for (const path of [folder, passwordFile]) await chown(path, as.uid, as.gid);
  const prefix = as === null ? [] : ["setpriv", `--reuid=${as.uid}`, `--regid=${as.gid}`, "--clear-groups"];
  const command = (name: string, ...words: readonly string[]): Command => {
    const [first, ...rest] = [...prefix, join(programs, name), ...words];
    return [first!, ...rest];
  };
  const place = { cwd: folder, env: { ...system.env, LC_ALL: "C", HOME: folder } };
  const data = join(folder, "data");
  const made = await system.processes.run(
    command(
      "initdb",
      `--pgdata=${data}`,
      "--username=postgres",
      `--auth=${options.password === undefined ? "trust" : "scram-sha-256"}`,
      `--pwfile=${passwordFile}`,
      "--encoding=UTF8",
      "--locale=C",
      "--no-sync",
    ),
    { ...place, timeout: INIT },
  );
  if (made.exitCode !== 0)
    throw new ToolError(`PostgreSQL could not be set up: ${`${made.stdout}${made.stderr}`.trim().slice(-1000)}.`);
  const [port] = await freePorts(1);
  const settings = Object.entries({ ...SETTINGS, port: `${port}`, ...options.settings });
  const words = settings.flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const running = await startServer(system, {
    ...{ name: "PostgreSQL", command: command("postgres", "-D", data, ...words), ready: READY },
    ...place,
    ...(options.onLog && { onLine: options.onLog }),
  });
  return {
    port: port!,
    url: (database, user = "postgres", password = user === "postgres" ? options.password : undefined) => {
      const secret = password === undefined ? "" : `:${encodeURIComponent(password)}`;
      return `postgres://${encodeURIComponent(user)}${secret}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
    },
    // Smart shutdown (SIGTERM) would wait for every client.
    stop: () => running.stop("SIGINT", GRACE),
  };
}

/** The folder of the newest PostgreSQL that Debian has installed, else of the one on PATH. */
async function findPrograms({ env }: System): Promise<string> {
  const versions = await readdir(DEBIAN).catch(() => []);
  for (const version of versions.sort((a, b) => Number(b) - Number(a))) {
    const folder = join(DEBIAN, version, "bin");
    if (await isProgram(join(folder, "postgres"))) return folder;
  }
  const found = await which(["postgres"], env.PATH ?? "");
  if (found === null) throw new ToolError(`PostgreSQL was not found on this machine: ${GET}.`);
  return dirname(found);
}

/** Whom PostgreSQL runs as where we are root, whom it refuses; null: as ourselves. Throws ToolError where there is nobody. */
async function otherUser({ processes, env }: System): Promise<{ readonly uid: number; readonly gid: number } | null> {
  if (process.getuid?.() !== 0) return null;
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = await Promise.all(
      ["-u", "-g"].map((what) => processes.run(["id", what, name], { cwd: "/", env })),
    );
    if (uid!.exitCode === 0 && gid!.exitCode === 0) return { uid: Number(uid!.stdout), gid: Number(gid!.stdout) };
  }
  throw new ToolError(
    "PostgreSQL does not run as root, and there is no user postgres or nobody to run it as: add one, or start as another user.",
  );
}
