/** A throw-away MariaDB with its performance schema on, of the programs that are installed: for tests. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ToolError } from "../errors.ts";
import { freePorts } from "../system/ports.ts";
import { which } from "../system/programs.ts";
import type { System } from "../system/system.ts";
import { startServer, stopServer } from "./start.ts";

const GET = "install it, on Debian and Ubuntu by apt-get install mariadb-server";
const INIT = 60_000;

/** Small, quick, and all that there is to see recorded. Nothing of it outlives the job, so nothing waits for the disk. */
const SETTINGS = {
  "bind-address": "127.0.0.1",
  "innodb-flush-log-at-trx-commit": "0",
  "innodb-buffer-pool-size": "32M",
  "innodb-log-file-size": "8M",
  "performance-schema": "ON",
  "skip-log-bin": "",
  "skip-name-resolve": "",
} as const;

export interface MariadbOptions {
  /** Besides or instead of ours, as on mariadbd's command line: `{ "performance-schema": "OFF" }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface MariadbService {
  readonly port: number;
  /** mysql://user:password@127.0.0.1:port/database; of root, who has no password, where no user is named. */
  url(database: string, user?: string, password?: string): string;
  /** All that clients sent since the start, as the server logs it. */
  log(): Promise<string>;
  /** Ends it and starts it on the same port, with the same data. */
  restart(): Promise<void>;
  /** Ends all connections. Safe to call again. */
  stop(): Promise<void>;
}

/** @throws ToolError where MariaDB is not installed or does not start */
export async function startMariadb(system: System, options: MariadbOptions = {}): Promise<MariadbService> {
  // Debian puts the server where only root's PATH leads.
  const path = `${system.env.PATH ?? ""}:/usr/sbin`;
  const [install, server] = await Promise.all([
    which(["mariadb-install-db", "mysql_install_db"], path),
    which(["mariadbd", "mysqld"], path),
  ]);
  if (install === null || server === null) throw new ToolError(`MariaDB was not found on this machine: ${GET}.`);
  const folder = await system.processes.temporaryFolder("weighbridge-mariadb");
  const data = join(folder, "data");
  const log = join(folder, "general.log");
  const place = { cwd: folder, env: system.env };
  // It refuses to run as root unless root is asked for.
  const as = process.getuid?.() === 0 ? ["--user=root"] : [];
  const made = await system.processes.run(
    [
      install,
      "--no-defaults",
      `--datadir=${data}`,
      "--auth-root-authentication-method=normal",
      "--skip-test-db",
      ...as,
    ],
    { ...place, timeout: INIT },
  );
  if (made.exitCode !== 0)
    throw new ToolError(`MariaDB could not be set up: ${`${made.stdout}${made.stderr}`.trim().slice(-1000)}.`);
  const [port] = await freePorts(1);
  const settings = {
    datadir: data,
    socket: join(folder, "server.sock"),
    "pid-file": join(folder, "server.pid"),
    port: `${port}`,
    "general-log": "ON",
    "general-log-file": log,
    ...SETTINGS,
    ...options.settings,
  };
  const words = Object.entries(settings).map(([name, value]) => (value === "" ? `--${name}` : `--${name}=${value}`));
  const start = () =>
    startServer(system, {
      name: "MariaDB",
      command: [server, "--no-defaults", ...as, ...words],
      ready: "ready for connections",
      ...place,
    });
  let running = await start();
  return {
    port: port!,
    url: (database, user = "root", password = "") => {
      const secret = password === "" ? "" : `:${encodeURIComponent(password)}`;
      return `mysql://${encodeURIComponent(user)}${secret}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
    },
    log: () => readFile(log, "utf8"),
    async restart() {
      await stopServer(running);
      running = await start();
    },
    stop: () => stopServer(running),
  };
}
