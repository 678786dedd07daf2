// src/services/postgres.ts
import { chown, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ToolError } from "../errors.js";
import { freePorts } from "../system/ports.js";
import { isProgram, which } from "../system/programs.js";
import { startServer } from "./start.js";
var DEBIAN = "/usr/lib/postgresql";
var READY = "database system is ready to accept connections";
var GET = "install it, on Debian and Ubuntu by apt-get install postgresql";
var INIT = 6e4;
var GRACE = 5e3;
var SETTINGS = {
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
  track_io_timing: "on"
};
async function startPostgres(system, options = {}) {
  const programs = await findPrograms(system);
  const folder = await system.processes.temporaryFolder("weighbridge-postgres");
  const as = await otherUser(system);
  const passwordFile = join(folder, "password");
  await writeFile(passwordFile, `${options.password ?? "none"}
`, { mode: 384 });
  if (as !== null) for (const path of [folder, passwordFile]) await chown(path, as.uid, as.gid);
  const prefix = as === null ? [] : ["setpriv", `--reuid=${as.uid}`, `--regid=${as.gid}`, "--clear-groups"];
  const command = (name, ...words2) => {
    const [first, ...rest] = [...prefix, join(programs, name), ...words2];
    return [first, ...rest];
  };
  const place = { cwd: folder, env: { ...system.env, LC_ALL: "C", HOME: folder } };
  const data = join(folder, "data");
  const made = await system.processes.run(
    command(
      "initdb",
      `--pgdata=${data}`,
      "--username=postgres",
      `--auth=${options.password === void 0 ? "trust" : "scram-sha-256"}`,
      `--pwfile=${passwordFile}`,
      "--encoding=UTF8",
      "--locale=C",
      "--no-sync"
    ),
    { ...place, timeout: INIT }
  );
  if (made.exitCode !== 0)
    throw new ToolError(`PostgreSQL could not be set up: ${`${made.stdout}${made.stderr}`.trim().slice(-1e3)}.`);
  const [port] = await freePorts(1);
  const settings = Object.entries({ ...SETTINGS, port: `${port}`, ...options.settings });
  const words = settings.flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const running = await startServer(system, {
    ...{ name: "PostgreSQL", command: command("postgres", "-D", data, ...words), ready: READY },
    ...place,
    ...options.onLog && { onLine: options.onLog }
  });
  return {
    port,
    url: (database, user = "postgres", password = user === "postgres" ? options.password : void 0) => {
      const secret = password === void 0 ? "" : `:${encodeURIComponent(password)}`;
      return `postgres://${encodeURIComponent(user)}${secret}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
    },
    // Smart shutdown (SIGTERM) would wait for every client.
    stop: () => running.stop("SIGINT", GRACE)
  };
}
async function findPrograms({ env }) {
  const versions = await readdir(DEBIAN).catch(() => []);
  for (const version of versions.sort((a, b) => Number(b) - Number(a))) {
    const folder = join(DEBIAN, version, "bin");
    if (await isProgram(join(folder, "postgres"))) return folder;
  }
  const found = await which(["postgres"], env.PATH ?? "");
  if (found === null) throw new ToolError(`PostgreSQL was not found on this machine: ${GET}.`);
  return dirname(found);
}
async function otherUser({ processes, env }) {
  if (process.getuid?.() !== 0) return null;
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = await Promise.all(
      ["-u", "-g"].map((what) => processes.run(["id", what, name], { cwd: "/", env }))
    );
    if (uid.exitCode === 0 && gid.exitCode === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new ToolError(
    "PostgreSQL does not run as root, and there is no user postgres or nobody to run it as: add one, or start as another user."
  );
}
export {
  startPostgres
};
