/** Behind a proxy: what goes through it, what never does, and that nothing is asked for where all is there. */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getGlobalDispatcher, ProxyAgent, setGlobalDispatcher } from "undici";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createClient } from "../../src/github/client.ts";
import { fetchRedirected } from "../../src/github/download.ts";
import { download } from "../../src/system/download.ts";
import { proxiedFetch } from "../../src/system/fetch.ts";
import { buildK6 } from "../../src/system/k6-build.ts";
import { findPackage } from "../../src/system/packages.ts";
import { findK6 } from "../../src/system/tools.ts";
import { chromePath } from "../helpers/chromium.ts";
import { k6Binary } from "../helpers/k6.ts";
import { proxyServer } from "../helpers/proxy.ts";
import { type RecordingServer, recordingServer } from "../helpers/recording-server.ts";
import { type TestSystem, testSystem } from "../helpers/system.ts";

/** SHA-256 of "ok", which the server answers with. */
const OK = "2689367b205c16ce32ed4200942b8b8b1e262dfc70d9bc9fbc77c49699a4f1df";

let session: TestSystem;
let server: RecordingServer;
let folder: string;

beforeAll(async () => {
  session = await testSystem();
  server = await recordingServer((request, response) => {
    if (request.url?.startsWith("/repos")) response.setHeader("content-type", "application/json").end("[]");
  });
  folder = await mkdtemp(join(tmpdir(), "weighbridge-proxies-"));
});
afterAll(async () => {
  await session[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  for (const name of ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"])
    for (const spelling of [name, name.toLowerCase()]) vi.stubEnv(spelling, undefined);
});
afterEach(() => vi.unstubAllEnvs());

const signal = new AbortController().signal;
let count = 0;

/** A file of that host, by the way that k6's archives come. */
const fetchTool = async (host: string) => {
  const to = join(folder, `download-${count++}`);
  await download({ url: new URL(`http://${host}/tool`), sha256: OK, to, signal });
  return await readFile(to, "utf8");
};

describe("what we fetch ourselves", () => {
  test("tools come through the proxy, in either spelling of its variable", { tags: ["T14"] }, async () => {
    for (const name of ["HTTP_PROXY", "http_proxy"]) {
      await using proxy = await proxyServer(server.port);
      vi.stubEnv(name, proxy.url);
      expect(await fetchTool("releases.invalid")).toBe("ok");
      expect(proxy.asked).toEqual(["releases.invalid:80"]);
      vi.stubEnv(name, undefined);
    }
  });

  test("https goes by HTTPS_PROXY, as a tunnel that the proxy cannot look into", async () => {
    await using proxy = await proxyServer();
    vi.stubEnv("HTTPS_PROXY", proxy.url);
    await expect(proxiedFetch("https://releases.invalid/tool")).rejects.toThrow();
    expect(proxy.asked).toEqual(["releases.invalid:443"]);
  });

  test("the proxy gets its own user and password, and the server neither", async () => {
    await using proxy = await proxyServer(server.port);
    vi.stubEnv("HTTP_PROXY", proxy.url.replace("//", "//me:p%40ss@"));
    await fetchTool("password.invalid");
    expect(proxy.authorized).toEqual([`Basic ${Buffer.from("me:p@ss").toString("base64")}`]);
  });

  test.each(["", "Me:p%40ss@"])("an address without a scheme is one of http: %shost:port", async (user) => {
    await using proxy = await proxyServer(server.port);
    vi.stubEnv("HTTP_PROXY", proxy.url.replace("http://127.0.0.1", `${user}localhost`));
    expect(await fetchTool("releases.invalid")).toBe("ok");
    expect(proxy.asked).toEqual(["releases.invalid:80"]);
    expect(proxy.authorized).toEqual(user === "" ? [] : [`Basic ${Buffer.from("Me:p@ss").toString("base64")}`]);
  });

  test("hosts of NO_PROXY are asked for directly, each on its own", async () => {
    await using proxy = await proxyServer(server.port);
    vi.stubEnv("HTTP_PROXY", proxy.url);
    vi.stubEnv("NO_PROXY", "ghes.invalid, .inside.invalid");
    await expect(fetchTool("ghes.invalid")).rejects.toThrow("could not be downloaded");
    await expect(fetchTool("a.inside.invalid")).rejects.toThrow("could not be downloaded");
    expect(await fetchTool("releases.invalid")).toBe("ok");
    expect(proxy.asked).toEqual(["releases.invalid:80"]);
  });

  test("loopback is never asked for by a proxy", async () => {
    await using proxy = await proxyServer();
    vi.stubEnv("HTTP_PROXY", proxy.url);
    // As Node does by itself where NODE_USE_ENV_PROXY is set.
    const before = getGlobalDispatcher();
    setGlobalDispatcher(new ProxyAgent(proxy.url));
    try {
      expect(await fetchTool(`127.0.0.1:${server.port}`)).toBe("ok");
      expect(await fetchTool(`localhost:${server.port}`)).toBe("ok");
    } finally {
      setGlobalDispatcher(before);
    }
    expect(proxy.asked).toEqual([]);
  });

  test("calls of GitHub go through it, and its downloads, which are sent no token", { tags: ["T14"] }, async () => {
    await using proxy = await proxyServer(server.port);
    vi.stubEnv("HTTP_PROXY", proxy.url);
    // Where it decides once for all: the runner's variable names another host.
    vi.stubEnv("GITHUB_API_URL", "http://127.0.0.1:1");
    const { log } = session.system;
    const client = createClient({ token: "t0ken", urls: { api: "http://ghes.invalid" }, log, pacing: "none" });
    await client.octokit.request("GET /repos/{owner}/{repo}/pulls", { owner: "o", repo: "r" });
    const call = { what: "read it", needs: null };
    const bytes = await fetchRedirected(client, new URL("http://ghes.invalid/zip"), 100, call);
    expect(bytes.toString()).toBe("ok");
    expect(proxy.asked.length).toBeGreaterThan(0);
    expect(new Set(proxy.asked)).toEqual(new Set(["ghes.invalid:80"]));
  });
});

describe("the tools that we start", () => {
  /** The environment of tools where every proxy is `url`. */
  const behind = (url: string, more: Readonly<Record<string, string>> = {}) => ({
    ...session.system,
    env: { ...session.system.env, HTTP_PROXY: url, HTTPS_PROXY: url, ...more },
  });

  test("Go's modules come through the proxy", async () => {
    await using proxy = await proxyServer();
    const more = { GOMODCACHE: join(folder, "modules"), GOPROXY: "https://modules.invalid" };
    await expect(buildK6(behind(proxy.url, more), "2.2.0", folder)).rejects.toThrow("go build of go.k6.io/k6/v2");
    expect(proxy.asked).toContain("modules.invalid:443");
  });

  test("k6 asks a target on this machine directly", async () => {
    await using proxy = await proxyServer();
    const { env, processes } = behind(proxy.url);
    const script = join(folder, "script.js");
    await writeFile(
      script,
      `import http from "k6/http";\nexport default () => http.get("http://127.0.0.1:${server.port}/by-k6");\n`,
    );
    const command = [await k6Binary("2.2.0"), "run", "--quiet", "--no-usage-report", "--iterations=1", script] as const;
    const { exitCode } = await processes.run(command, { cwd: folder, env });
    expect(exitCode).toBe(0);
    expect(server.requests.map(({ url }) => url)).toContain("/by-k6");
    expect(proxy.asked).toEqual([]);
  });

  test("Chrome asks a target on this machine directly", async () => {
    await using proxy = await proxyServer();
    const { env, processes } = behind(proxy.url, { http_proxy: proxy.url, https_proxy: proxy.url });
    const page = `http://127.0.0.1:${server.port}/by-chrome`;
    const flags = ["--headless", "--no-sandbox", "--disable-gpu", `--user-data-dir=${join(folder, "profile")}`];
    await processes.run([chromePath(), ...flags, "--dump-dom", page], { cwd: folder, env, timeout: 240_000 });
    expect(server.requests.map(({ url }) => url)).toContain("/by-chrome");
    expect(proxy.asked.filter((address) => address.includes("127.0.0.1"))).toEqual([]);
  });
});

test("nothing is asked of the network where all is installed", { tags: ["T14"] }, async () => {
  await using proxy = await proxyServer();
  for (const name of ["HTTP_PROXY", "HTTPS_PROXY"]) vi.stubEnv(name, proxy.url);
  const env = { ...session.system.env, HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url };
  const system = { ...session.system, env, toolCache: join(folder, "empty-cache") };
  const path = await k6Binary("2.2.0");
  expect(await findK6({ system, path })).toEqual({ path, version: "2.2.0", how: "k6.path" });
  const bin = join(folder, "bin");
  await mkdir(bin);
  await writeFile(join(bin, "k6"), "#!/bin/sh\necho 'k6 v2.1.0 (go1.26.8, linux/amd64)'\n", { mode: 0o755 });
  const withK6 = { ...system, env: { ...env, PATH: `${bin}:${session.system.env.PATH}` } };
  expect(await findK6({ system: withK6 })).toMatchObject({ how: "PATH" });
  expect(await findPackage(system, "@lhci/cli")).toMatch(/node_modules\/@lhci\/cli$/);
  expect(proxy.asked).toEqual([]);
  expect(existsSync(system.toolCache)).toBe(false);
});
