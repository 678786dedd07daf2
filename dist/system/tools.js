// src/system/tools.ts
import { ToolError } from "../errors.js";
import { archiveName, archiveOf, k6Releases, unpackRelease } from "./k6-archive.js";
import { buildK6 } from "./k6-build.js";
import { cachedK6, intoCache } from "./k6-cache.js";
import { usableVersion } from "./k6-program.js";
import { isProgram, which } from "./programs.js";

// src/system/tools.json
var tools_default = {
  k6: {
    comment: "SHA-256 of release archives. 'sources': release, taken from the release's own checksums by scripts/update-tools.ts; a number, pinned by so many independent public places. Fewer than two are not listed, and k6 is then built by Go.",
    default: "2.2.0",
    archives: {
      "2.2.0": {
        "linux-amd64": {
          file: "k6-v2.2.0-linux-amd64.tar.gz",
          sha256: "b5a8003c86f35f5cd5ceef1490312c48e587696c94d998cefc6d7b3b4cb1597d",
          sources: 4
        }
      },
      "2.1.0": {
        "linux-amd64": {
          file: "k6-v2.1.0-linux-amd64.tar.gz",
          sha256: "295d961ebfca306f295f1133068dcd403a8171c87f387928f5f30b0fbcff858a",
          sources: 3
        }
      },
      "2.0.0": {
        "linux-amd64": {
          file: "k6-v2.0.0-linux-amd64.tar.gz",
          sha256: "2ae87d976f6cdba17185bdd980d8819a3a98e9092c6f0638cd58272ecefc8b90",
          sources: 3
        }
      },
      "1.4.2": {
        "linux-amd64": {
          file: "k6-v1.4.2-linux-amd64.tar.gz",
          sha256: "c827501f510265db9c3313e4164d2585a97c7a3485ed440b93f7b1cfe6facd28",
          sources: 3
        },
        "macos-amd64": {
          file: "k6-v1.4.2-macos-amd64.zip",
          sha256: "ed79f1356fcc98ac645e6c9732def8fcd84cfeec8c6a2e92476663bda27b9550",
          sources: 2
        }
      }
    }
  }
};

// src/system/tools.ts
var defaultK6Version = tools_default.k6.default;
var k6Sources = ["PATH", "tool cache", "release archive", "built by Go"];
async function findK6(options) {
  const { system, version = defaultK6Version, sha256 } = options;
  if (options.path !== void 0) return await given(system, options.path);
  if (!/^[12]\.\d{1,4}\.\d{1,4}$/.test(version))
    throw new ToolError(`k6 ${version} cannot be installed: name a version of k6 1 or 2, such as ${defaultK6Version}.`);
  const sources = options.sources ?? (sha256 === void 0 ? k6Sources : ["tool cache", "release archive"]);
  const tried = [];
  for (const source of sources) {
    try {
      return { ...await ask[source](options, version), how: source };
    } catch (error) {
      system.signal.throwIfAborted();
      if (!(error instanceof ToolError)) throw error;
      tried.push(`${source}: ${error.message.replace(/\.$/, "")}`);
    }
  }
  throw new ToolError(
    `k6 was not found and k6 ${version} could not be installed (${tried.join("; ")}): install k6 (https://grafana.com/docs/k6/latest/set-up/install-k6/), or set k6.path to where it is.`
  );
}
var GO = `go-${process.platform}-${process.arch}`;
function originOf({ sha256 }) {
  return sha256.slice(0, 16);
}
var ask = {
  async PATH({ system, version: asked }) {
    const path = await which(["k6"], system.env.PATH ?? "");
    if (path === null) throw new ToolError("no k6 there");
    const version = await usableVersion(system, path).catch((error) => {
      if (error instanceof ToolError) system.log.warn(`${error.message} Another one is looked for.`);
      throw error;
    });
    if (asked !== void 0 && version !== asked) throw new ToolError(`${path} is k6 ${version}`);
    return { path, version };
  },
  async "tool cache"({ system, releases = k6Releases, sha256 }, version) {
    const archive = archiveOf(version, releases, sha256);
    const origins = [...archive ? [originOf(archive)] : [], ...sha256 === void 0 ? [GO] : []];
    return { path: await cachedK6(system, version, origins), version };
  },
  async "release archive"(options, version) {
    const { system, releases = k6Releases, sha256 } = options;
    const archive = archiveOf(version, releases, sha256);
    if (archive === null)
      throw new ToolError(
        `no checksum of ${archiveName(version)} is known, so it was not downloaded: give it as k6.sha256 (install-k6: --sha256)`
      );
    return await install(
      options,
      { version, origin: originOf(archive) },
      (folder) => unpackRelease(system, version, folder, releases.base, archive)
    );
  },
  "built by Go": (options, version) => install(options, { version, origin: GO }, (folder) => {
    options.system.log.info(`k6 ${version} is built from its source by Go: once, in about two minutes.`);
    return buildK6(options.system, version, folder);
  })
};
async function install({ system, network }, key, make) {
  if (network === "offline") throw new ToolError("not tried, offline");
  return { path: await intoCache(system, key, make), version: key.version };
}
async function given(system, path) {
  if (!await isProgram(path))
    throw new ToolError(`k6.path is ${path}, where no executable file is: correct it, or leave it out.`);
  try {
    return { path, version: await usableVersion(system, path), how: "k6.path" };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw new ToolError(`k6.path cannot be used: ${error.message}`, { cause: error });
  }
}
export {
  defaultK6Version,
  findK6
};
