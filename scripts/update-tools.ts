/**
 * Takes the checksums of a k6 release into src/system/tools.json, from the file that the release has of them.
 *
 *   npx tsx scripts/update-tools.ts <version>            such as 2.2.0
 *     --from <URL>     folder of the releases, in place of GitHub's
 *     --file <path>    in place of src/system/tools.json
 *     --force          also where what is recorded differs, or is not in the release any more
 *
 * Writes nothing and ends with 1 where the file is not what it should be, or says other than what is recorded.
 */
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openDownload } from "../src/system/download.ts";
import { k6Releases } from "../src/system/k6-archive.ts";

const PLATFORMS = ["linux-amd64", "linux-arm64", "macos-amd64", "macos-arm64"];
const MOST_BYTES = 64 * 1024;
const TIME = 30_000;

interface Archive {
  readonly file: string;
  readonly sha256: string;
  /** `release`, or how many independent places pin it. */
  readonly sources: "release" | number;
}
type Archives = Readonly<Record<string, Archive>>;
interface Tools {
  readonly k6: { readonly archives: Readonly<Record<string, Archives>> };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: "string", default: k6Releases.base },
    file: { type: "string", default: join(import.meta.dirname, "../src/system/tools.json") },
    force: { type: "boolean", default: false },
  },
});

try {
  console.log(await update(positionals));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

/** What was done, for a person. */
async function update([version = "", ...more]: readonly string[]): Promise<string> {
  if (!/^[12]\.\d+\.\d+$/.test(version) || more.length > 0)
    throw new Error("Name one version of k6 1 or 2, such as 2.2.0.");
  const tools = JSON.parse(await readFile(values.file, "utf8")) as Tools;
  const url = new URL(`v${version}/k6-v${version}-checksums.txt`, values.from);
  const found = archivesIn(await textOf(url), version, url);
  const recorded = tools.k6.archives[version] ?? {};
  const differences = Object.entries(recorded)
    .filter(([platform, { sha256 }]) => found[platform]?.sha256 !== sha256)
    .map(
      ([platform, { sha256 }]) =>
        `${platform}: ${sha256} is recorded, the release says ${found[platform]?.sha256 ?? "nothing"}`,
    );
  if (differences.length > 0 && !values.force)
    throw new Error(
      [...differences, `k6 ${version} was not changed: find out why first, then use --force.`].join("\n"),
    );
  const versions = Object.entries({ ...tools.k6.archives, [version]: found }).sort(([a], [b]) => order(b, a));
  const updated = { ...tools, k6: { ...tools.k6, archives: Object.fromEntries(versions) } };
  await writeFile(`${values.file}.new`, `${JSON.stringify(updated, null, 2)}\n`);
  await rename(`${values.file}.new`, values.file);
  const lines = Object.values(found).map(({ file, sha256 }) => `${sha256}  ${file}`);
  return [...differences, ...lines, `k6 ${version}: ${lines.length} archives recorded.`].join("\n");
}

async function textOf(url: URL): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of await openDownload(url, AbortSignal.timeout(TIME))) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error(`${url} is larger than ${MOST_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Of the systems that Weighbridge runs on, from what `sha256sum` prints. */
function archivesIn(text: string, version: string, url: URL): Archives {
  const digests = new Map(
    text
      .trimEnd()
      .split("\n")
      .map((line, index) => {
        const [, sha256, file] = /^([0-9a-f]{64}) [ *](\S+)$/.exec(line.trimEnd()) ?? [];
        if (sha256 === undefined || file === undefined)
          throw new Error(`${url}:${index + 1} is not a SHA-256 and the name of a file: nothing was taken from it.`);
        return [file, sha256] as const;
      }),
  );
  const found = PLATFORMS.flatMap((platform) => {
    const file = `k6-v${version}-${platform}.${platform.startsWith("macos") ? "zip" : "tar.gz"}`;
    const sha256 = digests.get(file);
    return sha256 === undefined ? [] : [[platform, { file, sha256, sources: "release" }] as const];
  });
  if (!found.some(([platform]) => platform === "linux-amd64"))
    throw new Error(`${url} has no k6-v${version}-linux-amd64.tar.gz: nothing was taken from it.`);
  return Object.fromEntries(found);
}

/** Versions by their numbers. */
function order(a: string, b: string): number {
  const [one, other] = [a, b].map((version) => version.split(".").map(Number)) as [number[], number[]];
  const at = one.findIndex((number, index) => number !== other[index]);
  return at === -1 ? 0 : one[at]! - other[at]!;
}
