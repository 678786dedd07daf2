// src/system/k6-archive.ts
import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { ToolError } from "../errors.js";
import { download } from "./download.js";

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

// src/system/k6-archive.ts
var k6Releases = {
  base: "https://github.com/grafana/k6/releases/download/",
  archives: tools_default.k6.archives
};
function k6Platform(platform, arch) {
  const system = (/* @__PURE__ */ new Map([
    ["linux", "linux"],
    ["darwin", "macos"]
  ])).get(platform);
  const machine = (/* @__PURE__ */ new Map([
    ["x64", "amd64"],
    ["arm64", "arm64"]
  ])).get(arch);
  return system && machine ? `${system}-${machine}` : null;
}
function archiveName(version) {
  const platform = k6Platform(process.platform, process.arch) ?? `${process.platform}-${process.arch}`;
  return `k6-v${version}-${platform}.${process.platform === "darwin" ? "zip" : "tar.gz"}`;
}
function archiveOf(version, { archives }, sha256) {
  const file = archiveName(version);
  if (sha256 !== void 0) return { file, sha256: sha256.toLowerCase() };
  const known = Object.hasOwn(archives, version) ? Object.values(archives[version]) : [];
  return known.find((archive) => archive.file === file) ?? null;
}
async function unpackRelease(system, version, folder, base, archive) {
  const file = join(folder, archive.file);
  const url = new URL(`v${version}/${archive.file}`, base);
  await download({ url, sha256: archive.sha256, to: file, signal: system.signal });
  const name = archive.file.replace(/\.(?:tar\.gz|zip)$/, "");
  const member = `${name}/k6`;
  const finished = await system.processes.run(
    archive.file.endsWith(".zip") ? ["unzip", "-q", file, member, "-d", folder] : ["tar", "-xzf", file, "-C", folder, member],
    { cwd: folder, env: system.env, timeout: 12e4 }
  );
  const program = join(folder, name, "k6");
  const isFile = await lstat(program).then(
    (found) => found.isFile(),
    () => false
  );
  if (finished.exitCode === 0 && isFile) return program;
  throw new ToolError(`${archive.file} could not be unpacked: ${finished.stderr.trim() || "k6 is not in it"}.`);
}
export {
  archiveName,
  archiveOf,
  k6Platform,
  k6Releases,
  unpackRelease
};
