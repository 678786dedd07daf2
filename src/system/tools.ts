/** Finds the k6 to run, or installs it: an ordered list of sources, the answer says which one won. */
import { ToolError } from "../errors.ts";
import { archiveName, archiveOf, type K6Archive, type K6Releases, k6Releases, unpackRelease } from "./k6-archive.ts";
import { buildK6 } from "./k6-build.ts";
import { type CacheKey, cachedK6, intoCache } from "./k6-cache.ts";
import { usableVersion } from "./k6-program.ts";
import { isProgram, which } from "./programs.ts";
import type { System } from "./system.ts";
import tools from "./tools.json" with { type: "json" };

export const defaultK6Version = tools.k6.default;

/** In the order in which they are asked unless told otherwise. */
const k6Sources = ["PATH", "tool cache", "release archive", "built by Go"] as const;
export type K6Source = (typeof k6Sources)[number];

export interface FindK6 {
  /** What the user set as `k6.path`, made absolute: then nothing else is tried. */
  readonly path?: string;
  /** The one to have, such as 2.2.0. Unset: any that works on PATH, else the default is installed. */
  readonly version?: string;
  /** Of the release archive of `version` for this machine, 64 digits in hex: then only that archive serves. */
  readonly sha256?: string;
  readonly system: System;
  /** Without the network nothing is installed. */
  readonly network?: "use" | "offline";
  readonly sources?: readonly K6Source[];
  readonly releases?: K6Releases;
}

export interface FoundK6 {
  /** Absolute. */
  readonly path: string;
  /** As the program itself says: 2.2.0. */
  readonly version: string;
  readonly how: "k6.path" | K6Source;
}

/** Throws ToolError when there is none: it says all that was tried and what to do. */
export async function findK6(options: FindK6): Promise<FoundK6> {
  const { system, version = defaultK6Version, sha256 } = options;
  if (options.path !== undefined) return await given(system, options.path);
  if (!/^[12]\.\d{1,4}\.\d{1,4}$/.test(version))
    throw new ToolError(`k6 ${version} cannot be installed: name a version of k6 1 or 2, such as ${defaultK6Version}.`);
  const sources = options.sources ?? (sha256 === undefined ? k6Sources : (["tool cache", "release archive"] as const));
  const tried: string[] = [];
  for (const source of sources) {
    try {
      return { ...(await ask[source](options, version)), how: source };
    } catch (error) {
      system.signal.throwIfAborted();
      if (!(error instanceof ToolError)) throw error;
      tried.push(`${source}: ${error.message.replace(/\.$/, "")}`);
    }
  }
  throw new ToolError(
    `k6 was not found and k6 ${version} could not be installed (${tried.join("; ")}): ` +
      "install k6 (https://grafana.com/docs/k6/latest/set-up/install-k6/), or set k6.path to where it is.",
  );
}

type Found = Omit<FoundK6, "how">;

/** What the tool cache calls the origin of what Go built here: its checksum database has verified it. */
const GO = `go-${process.platform}-${process.arch}`;

/** What it calls the origin of what was in a release archive. */
function originOf({ sha256 }: K6Archive): string {
  return sha256.slice(0, 16);
}

const ask: Readonly<Record<K6Source, (options: FindK6, version: string) => Promise<Found>>> = {
  async PATH({ system, version: asked }) {
    const path = await which(["k6"], system.env.PATH ?? "");
    if (path === null) throw new ToolError("no k6 there");
    const version = await usableVersion(system, path).catch((error: unknown) => {
      if (error instanceof ToolError) system.log.warn(`${error.message} Another one is looked for.`);
      throw error;
    });
    if (asked !== undefined && version !== asked) throw new ToolError(`${path} is k6 ${version}`);
    return { path, version };
  },
  async "tool cache"({ system, releases = k6Releases, sha256 }, version) {
    const archive = archiveOf(version, releases, sha256);
    const origins = [...(archive ? [originOf(archive)] : []), ...(sha256 === undefined ? [GO] : [])];
    return { path: await cachedK6(system, version, origins), version };
  },
  async "release archive"(options, version) {
    const { system, releases = k6Releases, sha256 } = options;
    const archive = archiveOf(version, releases, sha256);
    if (archive === null)
      throw new ToolError(
        `no checksum of ${archiveName(version)} is known, so it was not downloaded: give it as k6.sha256 (install-k6: --sha256)`,
      );
    return await install(options, { version, origin: originOf(archive) }, (folder) =>
      unpackRelease(system, version, folder, releases.base, archive),
    );
  },
  "built by Go": (options, version) =>
    install(options, { version, origin: GO }, (folder) => {
      options.system.log.info(`k6 ${version} is built from its source by Go: once, in about two minutes.`);
      return buildK6(options.system, version, folder);
    }),
};

async function install(
  { system, network }: FindK6,
  key: CacheKey,
  make: (folder: string) => Promise<string>,
): Promise<Found> {
  if (network === "offline") throw new ToolError("not tried, offline");
  return { path: await intoCache(system, key, make), version: key.version };
}

async function given(system: System, path: string): Promise<FoundK6> {
  if (!(await isProgram(path)))
    throw new ToolError(`k6.path is ${path}, where no executable file is: correct it, or leave it out.`);
  try {
    return { path, version: await usableVersion(system, path), how: "k6.path" };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw new ToolError(`k6.path cannot be used: ${error.message}`, { cause: error });
  }
}
