import { expect, test } from "vitest";
import { masker, passedEnvironment, safeEnvironment } from "../../src/system/env.ts";

test("what builds need goes through", () => {
  const env = {
    PATH: "/bin",
    HOME: "/home/me",
    LC_ALL: "C",
    JAVA_HOME_21_X64: "/jdk",
    NVM_DIR: "/nvm",
    GOPATH: "/go",
    PYTHONPATH: "/py",
    npm_config_registry: "https://registry.example/",
    NPM_CONFIG_USERCONFIG: "/tmp/.npmrc",
    HTTPS_PROXY: "http://proxy.example:3128",
    http_proxy: "proxy.example:3128",
    RUNNER_TEMP: "/tmp/runner",
    CI: "true",
  };
  expect(safeEnvironment(env)).toEqual(env);
});

test.each([
  ["GITHUB_TOKEN", "ghs_0123456789"],
  ["ACTIONS_RUNTIME_TOKEN", "x"],
  ["ACTIONS_RESULTS_URL", "https://results.example"],
  ["ACTIONS_ID_TOKEN_REQUEST_URL", "https://x.example"],
  ["INPUT_WEBHOOK", "https://hooks.example"],
  ["GITHUB_OUTPUT", "/tmp/output"],
  ["GITHUB_ENV", "/tmp/env"],
  ["GIT_DIR", "/x/.git"],
  ["SSH_AUTH_SOCK", "/tmp/agent"],
  ["AWS_SECRET_ACCESS_KEY", "x"],
  ["DATABASE_URL", "postgres://localhost"],
  ["PGPASSWORD", "x"],
  ["MYSQL_PWD", "x"],
  ["REDISCLI_AUTH", "x"],
  // Under an allowed prefix, still secret by name:
  ["UV_PUBLISH_TOKEN", "x"],
  ["PIP_PASSWORD", "x"],
  ["MISE_GITHUB_TOKEN", "x"],
  ["npm_config__authtoken", "x"],
  ["npm_config_//registry.example/:_authToken", "x"],
  ["NPM_CONFIG__AUTH", "x"],
  ["UV_AUTHORIZATION", "x"],
  // Harmless by name, secret by value:
  ["HTTPS_PROXY", "http://me:pass@proxy.example:3128"],
  ["HTTP_PROXY", "me:pass@proxy.example:3128"],
  ["HTTPS_PROXY", "me:pass@proxy.example:3128"],
  ["ALL_PROXY", "me:p/ss@proxy.example"],
  ["http_proxy", "token@proxy.example:3128"],
  ["https_proxy", "me:pass@proxy.example:3128"],
  ["all_proxy", "me:pass@proxy.example:3128"],
  ["PIP_INDEX_URL", "https://token@pypi.example/simple"],
  ["GOPROXY", "direct,https://me:pass@proxy.example"],
])("%s=%s does not", { tags: ["T2", "T13"] }, (name, value) => {
  expect(safeEnvironment({ PATH: "/bin", [name]: value })).toEqual({ PATH: "/bin" });
});

test("a secret does not pass under another name, but a path that is called one takes nothing with it", {
  tags: ["T13"],
}, () => {
  const env = {
    DEPLOY_TOKEN: "s3cr3t-canary",
    PYTHON_NOTE: "see s3cr3t-canary",
    MYSQL_PWD: "another-canary",
    PIP_NOTE: "see another-canary",
    HOME: "/home/me",
    SSH_KEY_DIR: "/home/me",
  };
  expect(safeEnvironment(env)).toEqual({ HOME: "/home/me" });
});

test("an author's name is no secret", () => {
  const env = { GIT_AUTHOR_NAME: "Example Person", AUTHOR: "Example Person", PYTHON_NOTE: "by Example Person" };
  expect(safeEnvironment(env)).toEqual({ PYTHON_NOTE: "by Example Person" });
});

test("a secret that is also the user's name takes no folder with it", () => {
  const folders = {
    GOPATH: "/home/runneradmin/go",
    HOME: "/home/runneradmin",
    PATH: "/home/runneradmin/bin:/usr/bin",
    RUNNER_TEMP: "/home/runneradmin/_temp",
    TMPDIR: "/home/runneradmin/tmp",
  };
  const env = { ...folders, REGISTRY_AUTH_USER: "runneradmin", PYTHON_NOTE: "runneradmin" };
  expect(safeEnvironment(env)).toEqual(folders);
});

test("passEnv: only what is named, and what is not set is told", () => {
  expect(passedEnvironment({ A: "1", B: "", C: "3" }, ["A", "B", "D"])).toEqual({
    passed: { A: "1" },
    missing: ["B", "D"],
  });
});

test.each(["", "a", "ab", "abc", "user:"])("masks a secret in base64 behind %j", { tags: ["T13"] }, (before) => {
  const mask = masker(["p@ss word/?>1"]);
  const hidden = (["base64", "base64url"] as const).map((encoding) => {
    const shown = mask(Buffer.from(`${before}p@ss word/?>1 and more`).toString(encoding)).replace("***", "");
    return Buffer.from(shown, encoding).toString("latin1");
  });
  for (const text of hidden) expect(text).not.toMatch(/ss wor|word|p@ss/);
});

test("masks a secret also in a URL and in base64, each line of a long one, the longer first", { tags: ["T13"] }, () => {
  const mask = masker(["p@ss word/1", "line one\nline two", "p@ss", "no"]);
  expect(mask("x p@ss word/1 y")).toBe("x *** y");
  expect(mask(`u=${encodeURIComponent("p@ss word/1")}`)).toBe("u=***");
  expect(mask(Buffer.from("p@ss word/1").toString("base64"))).not.toContain("cEBzcyB3b3JkLz");
  expect(mask(JSON.stringify({ line: 'say "p@ss' }))).not.toContain("p@ss");
  expect(mask("line two")).toBe("***");
  expect(mask("no change")).toBe("no change");
});
