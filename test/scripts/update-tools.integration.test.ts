/** scripts/update-tools.ts, against a server that is the releases'. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type RecordingServer, recordingServer } from "../helpers/recording-server.ts";

const ROOT = join(import.meta.dirname, "../..");
const run = promisify(execFile);
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const NAMES = ["linux-amd64.tar.gz", "linux-amd64.deb", "linux-arm64.tar.gz", "macos-arm64.zip", "windows-amd64.zip"];
const line = (name: string, of = name) => `${sha256(of)}  k6-v1.9.9-${name}`;
const RECORDED = { file: "k6-v1.9.9-linux-amd64.tar.gz", sha256: sha256("linux-amd64.tar.gz"), sources: 2 };

let server: RecordingServer;
let folder: string;
let file: string;
let text: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "weighbridge-tools-"));
  file = join(folder, "tools.json");
  server = await recordingServer((request, response) => {
    if (request.url !== "/v1.9.9/k6-v1.9.9-checksums.txt") response.statusCode = 404;
    response.end(text);
  });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  text = `${NAMES.map((name) => line(name)).join("\n")}\n`;
});

/** Runs it on a tools.json with these archives of 1.9.9. */
async function update(archives: Readonly<Record<string, unknown>>, ...args: readonly string[]) {
  const before = `${JSON.stringify({ k6: { default: "1.4.2", archives: { "1.10.0": {}, "1.4.2": {}, ...archives } } }, null, 2)}\n`;
  await writeFile(file, before);
  const command = [
    "--import",
    "tsx",
    join(ROOT, "scripts/update-tools.ts"),
    "--file",
    file,
    "--from",
    `${server.url}/`,
  ];
  const { code, said } = await run(process.execPath, [...command, ...args], { cwd: ROOT }).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
  );
  const after = await readFile(file, "utf8");
  return { code, said: said.trim(), changed: after !== before, tools: JSON.parse(after) };
}

test("a new release's archives are recorded, for the systems that it runs on", { tags: ["T14"] }, async () => {
  const { code, said, tools } = await update({}, "1.9.9");
  expect(code).toBe(0);
  expect(said).toContain("k6 1.9.9: 3 archives recorded.");
  expect(Object.keys(tools.k6.archives)).toEqual(["1.10.0", "1.9.9", "1.4.2"]);
  expect(tools.k6.archives["1.9.9"]).toEqual({
    "linux-amd64": { ...RECORDED, sources: "release" },
    "linux-arm64": { file: "k6-v1.9.9-linux-arm64.tar.gz", sha256: sha256("linux-arm64.tar.gz"), sources: "release" },
    "macos-arm64": { file: "k6-v1.9.9-macos-arm64.zip", sha256: sha256("macos-arm64.zip"), sources: "release" },
  });
  expect(tools.k6.default).toBe("1.4.2");
});

test("what is recorded and agrees is confirmed by it", { tags: ["T14"] }, async () => {
  const { code, tools } = await update({ "1.9.9": { "linux-amd64": RECORDED } }, "1.9.9");
  expect(code).toBe(0);
  expect(tools.k6.archives["1.9.9"]["linux-amd64"].sources).toBe("release");
});

test("what is recorded and differs stays, unless --force says otherwise", { tags: ["T14"] }, async () => {
  const archives = { "1.9.9": { "linux-amd64": { ...RECORDED, sha256: sha256("other") } } };
  const refused = await update(archives, "1.9.9");
  expect(refused).toMatchObject({ code: 1, changed: false });
  expect(refused.said).toBe(
    `linux-amd64: ${sha256("other")} is recorded, the release says ${RECORDED.sha256}\nk6 1.9.9 was not changed: find out why first, then use --force.`,
  );
  const forced = await update(archives, "1.9.9", "--force");
  expect(forced.code).toBe(0);
  expect(forced.tools.k6.archives["1.9.9"]["linux-amd64"].sha256).toBe(RECORDED.sha256);
});

test.each<[string, string, RegExp]>([
  ["a page instead of checksums", "<html>\nLog in</html>", /checksums\.txt:1 is not a SHA-256 and the name of a file/],
  [
    "a digest that is cut",
    `${line("linux-amd64.tar.gz")}\n${line("linux-arm64.tar.gz").slice(1)}`,
    /checksums\.txt:2 is/,
  ],
  ["upper case", line("linux-amd64.tar.gz").toUpperCase(), /checksums\.txt:1 is/],
  ["nothing", "", /checksums\.txt:1 is/],
  ["no archive for the usual runner", line("linux-arm64.tar.gz"), /has no k6-v1\.9\.9-linux-amd64\.tar\.gz/],
  ["more than checksums take", `${line("linux-amd64.tar.gz")}\n`.repeat(1000), /is larger than 65536 bytes/],
])("a file that holds %s is refused whole", { tags: ["T14"] }, async (_, served, why) => {
  text = served;
  const { code, said, changed } = await update({}, "1.9.9");
  expect({ code, changed }).toEqual({ code: 1, changed: false });
  expect(said).toMatch(why);
});

test("a version that is not released, or none, changes nothing", async () => {
  expect(await update({}, "1.9.8")).toMatchObject({
    code: 1,
    changed: false,
    said: expect.stringContaining("the server answered 404"),
  });
  for (const version of ["latest", "../x", ""])
    expect(await update({}, version)).toMatchObject({ code: 1, changed: false });
});
