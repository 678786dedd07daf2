import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ToolError } from "../../src/errors.ts";
import { type K6Releases, k6Platform } from "../../src/system/k6-archive.ts";
import type { System } from "../../src/system/system.ts";
import { type FindK6, findK6, type K6Source } from "../../src/system/tools.ts";
import { k6Binary } from "../helpers/k6.ts";
import { type TestSystem, testSystem } from "../helpers/system.ts";

const VERSION = "1.9.9";
const platform = k6Platform(process.platform, process.arch)!;
const member = `k6-v${VERSION}-${platform}`;
const file = `${member}.tar.gz`;
const archivePath = `/v${VERSION}/${file}`;

let test: TestSystem;
let folder: string;
let archive: Buffer;
let count = 0;

const says = (text: string) => `#!/bin/sh\necho '${text}'\n`;
const K6 = says(`k6 v${VERSION} (go1.26.8, linux/amd64)`);

async function program(path: string, script: string): Promise<string> {
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, script, { mode: 0o755 });
  return path;
}

/** An archive as k6's releases are; what it holds besides must not come out of it. */
async function pack(script: string): Promise<Buffer> {
  const at = join(folder, `pack-${count++}`);
  await program(join(at, member, "k6"), script);
  await writeFile(join(at, "bystander"), "not asked for");
  const packing = { cwd: at, env: test.system.env };
  const { exitCode } = await test.system.processes.run(["tar", "-czf", "packed.tar.gz", member, "bystander"], packing);
  expect(exitCode).toBe(0);
  return await readFile(join(at, "packed.tar.gz"));
}

beforeAll(async () => {
  test = await testSystem();
  folder = await test.system.processes.temporaryFolder("tools-test");
  archive = await pack(K6);
});

afterAll(() => test[Symbol.asyncDispose]());

/** A system with an empty tool cache and nothing of the machine's on PATH but what unpacking needs. */
async function emptySystem(path: readonly string[] = []): Promise<System> {
  const bare = join(folder, "bare");
  await mkdir(bare, { recursive: true });
  for (const tool of ["tar", "gzip", "sh"]) {
    const { stdout } = await test.system.processes.run(`command -v ${tool}`, { cwd: folder, env: test.system.env });
    await symlink(stdout.trim(), join(bare, tool)).catch(() => {});
  }
  const env = { ...test.system.env, PATH: [...path, bare].join(":") };
  return { ...test.system, env, toolCache: join(folder, `cache-${count++}`) };
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function serve(answer: Answer) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    requests,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const releases = (url: string, bytes = archive, version = VERSION): K6Releases => ({
  base: `${url}/`,
  archives: { [version]: { [platform]: { file, sha256: sha256(bytes) } } },
});

async function failure(options: FindK6): Promise<string> {
  const error = await findK6(options).then(
    (found) => new Error(`found ${found.path}`),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ToolError);
  return (error as ToolError).message;
}

const cacheOf = (system: System) => readdir(join(system.toolCache, "k6", VERSION)).catch(() => []);

const sha256 = (bytes: string | Buffer) => createHash("sha256").update(bytes).digest("hex");

/** Where the cache has `script` from `bytes`: named after both digests. */
const placeOf = (system: System, bytes: Buffer, script: string) =>
  join(system.toolCache, "k6", VERSION, `${sha256(bytes).slice(0, 16)}-${sha256(script)}`, "k6");

describe("k6.path", () => {
  it("is taken as it is, with the version that it says", async () => {
    const path = await program(join(folder, "own/k6"), says("k6 v1.4.2 (go1.26.8, linux/amd64)"));
    expect(await findK6({ path, system: test.system })).toEqual({ path, version: "1.4.2", how: "k6.path" });
  });

  it("is refused when it is no k6, too old, or not there, and nothing else is tried", async () => {
    const system = await emptySystem([join(folder, "own")]);
    const other = await program(join(folder, "other/k6"), says("K-six 3000"));
    expect(await failure({ path: other, system })).toContain(`${other} is not k6`);
    const old = await program(join(folder, "old/k6"), says("k6 v0.49.0 (go1.21.6, linux/amd64)"));
    expect(await failure({ path: old, system })).toContain("is k6 0.49.0, and Weighbridge works with k6 1 and 2");
    expect(await failure({ path: join(folder, "nowhere"), system })).toMatch(/^k6\.path is .*nowhere.*correct it/);
    const data = join(folder, "data");
    await writeFile(data, "x");
    expect(await failure({ path: data, system })).toContain("no executable file");
    expect(await failure({ path: folder, system })).toContain("no executable file");
  });
});

describe("PATH", () => {
  it("comes first, in any version of k6 1 or 2 where none is named", async () => {
    const path = await program(join(folder, "on-path/k6"), says("k6 v2.1.0 (go1.26.8, linux/amd64)"));
    const system = await emptySystem([join(folder, "on-path")]);
    expect(await findK6({ system })).toEqual({ path, version: "2.1.0", how: "PATH" });
  });

  it("is passed over when its k6 is too old, with a warning", async () => {
    await program(join(folder, "old/k6"), says("k6 v0.49.0 (go1.21.6, linux/amd64)"));
    const system = await emptySystem([join(folder, "old")]);
    await using server = await serve((_, response) => response.end(archive));
    const found = await findK6({ system, version: VERSION, releases: releases(server.url) });
    expect(found.how).toBe("release archive");
    expect(test.lines.join("\n")).toContain("k6 0.49.0, and Weighbridge works with k6 1 and 2");
  });

  it("is passed over when its k6 is not the version that was named, and the reason is told", async () => {
    const path = await program(join(folder, "another/k6"), says("k6 v2.1.0 (go1.26.8, linux/amd64)"));
    const system = await emptySystem([join(folder, "another")]);
    expect(await findK6({ system, version: "2.1.0" })).toEqual({ path, version: "2.1.0", how: "PATH" });
    const options = { system, version: VERSION };
    expect(await failure({ ...options, network: "offline" })).toContain(`PATH: ${path} is k6 2.1.0; tool cache: `);
    await using server = await serve((_, response) => response.end(archive));
    const found = await findK6({ ...options, releases: releases(server.url) });
    expect(found).toMatchObject({ version: VERSION, how: "release archive" });
  });

  it("is not searched in folders relative to where we are: they are the pull request's", {
    tags: ["T14"],
  }, async () => {
    const path = await program(join(folder, "pull-request/k6"), K6);
    const system = await emptySystem([".", relative(process.cwd(), join(path, ".."))]);
    expect(await failure({ system, version: VERSION, network: "offline" })).toContain("PATH: no k6 there");
  });
});

describe("the release archive", () => {
  const sources: readonly K6Source[] = ["tool cache", "release archive"];

  it("is checked, unpacked and kept; the next time the cache answers without network", { tags: ["T14"] }, async () => {
    const system = await emptySystem();
    await using server = await serve((_, response) => response.end(archive));
    const options = { system, version: VERSION, sources, releases: releases(server.url) };
    const path = placeOf(system, archive, K6);
    expect(await findK6(options)).toEqual({ path, version: VERSION, how: "release archive" });
    expect(await findK6({ ...options, network: "offline" })).toEqual({ path, version: VERSION, how: "tool cache" });
    expect(server.requests.map(({ url }) => url)).toEqual([archivePath]);
    expect(server.requests[0]!.headers).not.toHaveProperty("authorization");
    expect(server.requests[0]!.headers).not.toHaveProperty("cookie");
    expect(await cacheOf(system)).toHaveLength(1);
  });

  it("is followed through a redirect at the same origin, but not for ever", { tags: ["T14"] }, async () => {
    const system = await emptySystem();
    await using once = await serve((request, response) => {
      if (request.url === archivePath) response.writeHead(302, { location: "/elsewhere" }).end();
      else response.end(archive);
    });
    const found = await findK6({ system, version: VERSION, sources, releases: releases(once.url) });
    expect(found.how).toBe("release archive");

    await using ever = await serve((_, response) => response.writeHead(302, { location: archivePath }).end());
    const again = { system: await emptySystem(), version: VERSION, sources, releases: releases(ever.url) };
    expect(await failure(again)).toContain("redirects more than 5 times");
    expect(ever.requests).toHaveLength(6);
  });

  it("never follows a redirect to http elsewhere, though it would lead to the right file", {
    tags: ["T14"],
  }, async () => {
    await using good = await serve((_, response) => response.end(archive));
    await using server = await serve((_, response) =>
      response.writeHead(302, { location: `${good.url}${archivePath}` }).end(),
    );
    const system = await emptySystem();
    const message = await failure({ system, version: VERSION, sources, releases: releases(server.url) });
    expect(message).toContain("not https: it was not followed");
    expect(good.requests).toEqual([]);
  });

  /** 208 MiB, 16 at a time, unless the other side has enough. */
  const large = (response: ServerResponse) => {
    const chunk = Buffer.alloc(2 ** 24);
    let left = 13;
    const more = () => (left-- > 0 ? !response.destroyed && response.write(chunk, more) : response.end());
    more();
  };
  const flipped = () => {
    const bytes = Buffer.from(archive);
    bytes[bytes.length >> 1]! ^= 1;
    return bytes;
  };
  it.each<[string, Answer, RegExp]>([
    ["a flipped byte", (_, response) => response.end(flipped()), /has SHA-256 [0-9a-f]{64} .* was not used/],
    [
      "an end cut off that the server announced",
      (_, response) => {
        response.writeHead(200, { "content-length": archive.length });
        response.write(archive.subarray(0, 200), () => response.destroy());
      },
      /could not be downloaded: the connection was cut\)/,
    ],
    ["an end cut off unannounced", (_, response) => response.end(archive.subarray(0, 200)), /\(200 bytes\), expected/],
    ["404", (_, response) => response.writeHead(404).end("Not Found"), /the server answered 404/],
    [
      "a page instead",
      (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>Log in</html>"),
      /has SHA-256 .* was not used/,
    ],
    ["a server's error", (_, response) => response.writeHead(500).end(), /the server answered 500/],
    ["more than any release is", (_, response) => large(response), /is larger than 209715200 bytes/],
  ])("is refused with %s, and leaves nothing behind", { tags: ["T14"] }, async (_, answer, why) => {
    const system = await emptySystem();
    await using server = await serve(answer);
    const message = await failure({ system, version: VERSION, sources, releases: releases(server.url) });
    expect(message).toMatch(why);
    expect(message).toContain("set k6.path");
    expect(await cacheOf(system)).toEqual([]);
  });

  it("is not even asked for when no checksum is known", { tags: ["T14"] }, async () => {
    await using server = await serve((_, response) => response.end(archive));
    const options = { system: await emptySystem(), version: "1.9.8", sources, releases: releases(server.url) };
    expect(await failure(options)).toContain(
      `no checksum of k6-v1.9.8-${platform}.tar.gz is known, so it was not downloaded: give it as k6.sha256`,
    );
    expect(server.requests).toEqual([]);
  });

  it("of an unknown version serves by the checksum that the user gives, and nothing else does", {
    tags: ["T14"],
  }, async () => {
    await program(join(folder, "same/k6"), K6);
    const system = await emptySystem([join(folder, "same")]);
    await using server = await serve((_, response) => response.end(archive));
    const unknown: K6Releases = { base: `${server.url}/`, archives: {} };
    const asked = { system, version: VERSION, releases: unknown };
    const path = placeOf(system, archive, K6);
    const given = { ...asked, sha256: sha256(archive).toUpperCase() };
    expect(await findK6(given)).toEqual({ path, version: VERSION, how: "release archive" });
    expect(await findK6(given)).toEqual({ path, version: VERSION, how: "tool cache" });

    const other = { ...asked, sha256: sha256("another file") };
    expect(await failure(other)).toMatch(/tool cache: nothing .*release archive: .* has SHA-256 .*expected/);
    const known = { ...other, releases: releases(server.url) };
    expect(await failure(known)).toContain(`expected ${other.sha256}: it was not used`);
  });

  it("gives nothing but a file out of it, whatever it holds by that name", { tags: ["T14"] }, async () => {
    const at = join(folder, `pack-${count++}`);
    await mkdir(join(at, member), { recursive: true });
    await symlink("/bin/sh", join(at, member, "k6"));
    const packing = { cwd: at, env: test.system.env };
    await test.system.processes.run(["tar", "-czf", "packed.tar.gz", member], packing);
    const bytes = await readFile(join(at, "packed.tar.gz"));
    const system = await emptySystem();
    await using server = await serve((_, response) => response.end(bytes));
    const options = { system, version: VERSION, sources, releases: releases(server.url, bytes) };
    expect(await failure(options)).toContain(`${file} could not be unpacked: k6 is not in it`);
    expect(await cacheOf(system)).toEqual([]);
  });

  it("is refused when it holds another version than its name says", { tags: ["T14"] }, async () => {
    const bytes = await pack(says("k6 v1.0.0 (go1.26.8, linux/amd64)"));
    const system = await emptySystem();
    await using server = await serve((_, response) => response.end(bytes));
    const options = { system, version: VERSION, sources, releases: releases(server.url, bytes) };
    expect(await failure(options)).toContain("it turned out to be k6 1.0.0");
    expect(await cacheOf(system)).toEqual([]);
  });

  it("is downloaded again in place of what was changed in the cache since", { tags: ["T14"] }, async () => {
    const system = await emptySystem();
    await using server = await serve((_, response) => response.end(archive));
    const options = { system, version: VERSION, sources, releases: releases(server.url) };
    const { path } = await findK6(options);
    // It still says the right version.
    await writeFile(path, `${K6}touch ${join(folder, "ran")}\n`, { mode: 0o755 });
    expect(await failure({ ...options, network: "offline" })).toContain("tool cache: nothing of known origin in ");
    expect(test.lines.at(-1)).toBe(`${path} is not what was put there, so it is not used.`);
    expect(await findK6(options)).toEqual({ path, version: VERSION, how: "release archive" });
    expect(await readFile(path, "utf8")).toBe(K6);
    expect(existsSync(join(folder, "ran"))).toBe(false);
  });

  it("is downloaded again where the cache has the version from another archive", { tags: ["T14"] }, async () => {
    const system = await emptySystem();
    await using first = await serve((_, response) => response.end(archive));
    await findK6({ system, version: VERSION, sources, releases: releases(first.url) });
    const script = `${K6}# built anew\n`;
    const rebuilt = await pack(script);
    await using second = await serve((_, response) => response.end(rebuilt));
    const found = await findK6({ system, version: VERSION, sources, releases: releases(second.url, rebuilt) });
    expect(found).toEqual({ path: placeOf(system, rebuilt, script), version: VERSION, how: "release archive" });
  });

  it("may be installed by two jobs at once", async () => {
    const system = await emptySystem();
    const waiting: ServerResponse[] = [];
    await using server = await serve((_, response) => {
      waiting.push(response);
      if (waiting.length === 2) for (const one of waiting) one.end(archive);
    });
    const options = { system, version: VERSION, sources, releases: releases(server.url) };
    const [one, two] = await Promise.all([findK6(options), findK6(options)]);
    expect(one).toEqual(two);
    expect(await cacheOf(system)).toHaveLength(1);
  });

  it("says all that was tried, in order, when nothing helped", async () => {
    await using server = await serve((_, response) => response.writeHead(404).end());
    const options = { system: await emptySystem(), version: VERSION, releases: releases(server.url) };
    expect(await failure(options)).toMatch(
      /PATH: no k6.*tool cache: nothing of known origin in .*release archive: .*404.*built by Go: .*go/s,
    );
    expect(await failure({ ...options, network: "offline" })).toMatch(
      /release archive: not tried, offline; built by Go: not/,
    );
  });

  it("stops at once when the user interrupts", async () => {
    const controller = new AbortController();
    await using interrupted = await testSystem(controller.signal);
    const system = { ...(await emptySystem()), processes: interrupted.system.processes, signal: controller.signal };
    await using server = await serve(() => controller.abort(new Error("interrupted")));
    const finding = findK6({ system, version: VERSION, sources, releases: releases(server.url) });
    await expect(finding).rejects.toThrow("interrupted");
  });
});

describe("a version", () => {
  it.each(["../../etc", "0.49.0", "3.0.0", "latest", "2.2"])("like %s cannot be asked for", async (version) => {
    expect(await failure({ system: test.system, version })).toContain("cannot be installed");
  });
});

describe("Go", () => {
  const sources: readonly K6Source[] = ["built by Go"];

  it("is not used with its checksum database off", { tags: ["T14"] }, async () => {
    const empty = await emptySystem();
    const system = { ...empty, env: { ...test.system.env, GOSUMDB: "off" } };
    expect(await failure({ system, version: "2.2.0", sources })).toContain("GOSUMDB=off");
    expect(await cacheOf(system)).toEqual([]);
  });

  it("verifies every module, whatever the user told Go to leave unchecked", { tags: ["T14"] }, async () => {
    // Real Go says which settings are in force where it would have built.
    const { stdout } = await test.system.processes.run("command -v go", { cwd: folder, env: test.system.env });
    const told = join(folder, "told.json");
    const names = "GOSUMDB GOFLAGS GOPRIVATE GONOSUMDB GONOPROXY GOINSECURE";
    await program(
      join(folder, "go/go"),
      `#!/bin/sh\nif [ "$1" = build ]; then ${stdout.trim()} env -json ${names} > ${told}; exit 1; fi\nexec ${stdout.trim()} "$@"\n`,
    );
    const settings = join(folder, "go-env");
    await writeFile(settings, "GOPRIVATE=*\nGONOSUMDB=*\nGOINSECURE=*\nGOFLAGS=-mod=vendor\n");
    const empty = await emptySystem([join(folder, "go")]);
    const system = {
      ...empty,
      env: { ...empty.env, GOENV: settings, GONOSUMDB: "*", GONOPROXY: "*", GOFLAGS: "-mod=vendor" },
    };
    expect(await failure({ system, version: "2.2.0", sources })).toContain("go build of go.k6.io/k6/v2 v2.2.0 failed");
    expect(JSON.parse(await readFile(told, "utf8"))).toEqual({
      GOSUMDB: "sum.golang.org",
      GOFLAGS: "-mod=mod",
      GOPRIVATE: "",
      GONOSUMDB: "",
      GONOPROXY: "",
      GOINSECURE: "",
    });
  });

  it("builds and keeps the version that was asked for", async () => {
    const empty = await emptySystem();
    const system = { ...empty, env: test.system.env };
    const found = await findK6({ system, version: "2.2.0", sources });
    const origin = `go-${process.platform}-${process.arch}`;
    const place = join(system.toolCache, "k6/2.2.0", `${origin}-${sha256(await readFile(found.path))}`);
    expect(found).toEqual({ path: join(place, "k6"), version: "2.2.0", how: "built by Go" });
    const again = { system, version: "2.2.0", sources: ["tool cache"], network: "offline" } as const;
    expect(await findK6(again)).toEqual({ ...found, how: "tool cache" });
  }, 600_000);
});

describe("the tests' own k6", () => {
  it.each(["2.2.0", "1.8.1"] as const)(
    "is there in version %s",
    async (version) => {
      const path = await k6Binary(version);
      expect(await findK6({ path, system: test.system })).toMatchObject({ version });
    },
    600_000,
  );
});
