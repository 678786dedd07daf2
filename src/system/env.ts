import type { Passwords } from "./system.ts";

/**
 * What the user's commands and our tools may see of our environment. An allow-list, because a list of known secrets
 * is never complete; on top of it three refusals, because an allowed prefix may still cover a secret.
 *
 * Left out on purpose: GITHUB_TOKEN, ACTIONS_* and INPUT_*; GITHUB_ENV, GITHUB_OUTPUT, GITHUB_PATH and
 * GITHUB_STEP_SUMMARY (files by which a build could command later steps); GITHUB_SHA and its like (a build that embeds
 * it would say the same of both sides); GIT_* (a hook's GIT_DIR would send git to the wrong repository);
 * SSH_AUTH_SOCK (it signs for the user); npm's and Maven's free-form options, where passwords are usual.
 * Who needs one of them for `install` names it in `target.passEnv`.
 */
const NAMES = new Set(
  `PATH HOME USER LOGNAME SHELL HOSTNAME LANG LANGUAGE TZ TERM COLORTERM NO_COLOR FORCE_COLOR TMPDIR TMP TEMP CI
  XDG_CACHE_HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_RUNTIME_DIR LD_LIBRARY_PATH DYLD_LIBRARY_PATH PKG_CONFIG_PATH
  CC CXX CFLAGS CXXFLAGS LDFLAGS MAKEFLAGS
  GITHUB_ACTIONS RUNNER_OS RUNNER_ARCH RUNNER_TEMP RUNNER_TOOL_CACHE RUNNER_ENVIRONMENT AGENT_TOOLSDIRECTORY ImageOS ImageVersion
  HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY http_proxy https_proxy no_proxy all_proxy
  SSL_CERT_FILE SSL_CERT_DIR NODE_EXTRA_CA_CERTS REQUESTS_CA_BUNDLE CURL_CA_BUNDLE GIT_SSL_CAINFO
  NODE_OPTIONS NODE_PATH COREPACK_HOME VOLTA_HOME PNPM_HOME BUN_INSTALL DENO_DIR DENO_INSTALL YARN_CACHE_FOLDER
  JAVA_HOME M2_HOME MAVEN_HOME GRADLE_HOME GRADLE_USER_HOME SDKMAN_DIR ANDROID_HOME ANDROID_SDK_ROOT DOTNET_ROOT NUGET_PACKAGES
  GOROOT GOPATH GOBIN GOCACHE GOMODCACHE GOENV GOFLAGS GOPROXY GONOPROXY GOSUMDB GONOSUMDB GONOSUMCHECK GOPRIVATE GOTOOLCHAIN
  GOOS GOARCH GOAMD64 GOARM GOEXPERIMENT GOMAXPROCS GOGC GOMEMLIMIT GODEBUG GOWORK GO111MODULE CGO_ENABLED
  CARGO_HOME CARGO_TARGET_DIR CARGO_INCREMENTAL RUSTUP_HOME RUSTUP_TOOLCHAIN RUSTFLAGS
  VIRTUAL_ENV CONDA_PREFIX PIPX_HOME POETRY_HOME POETRY_CACHE_DIR GEM_HOME GEM_PATH BUNDLE_PATH RUBYLIB COMPOSER_HOME
  DOCKER_HOST DOCKER_CONTEXT DOCKER_BUILDKIT BUILDKIT_PROGRESS CHROME_PATH CHROME_BIN PLAYWRIGHT_BROWSERS_PATH`.split(
    /\s+/,
  ),
);

const PREFIXES =
  /^(?:LC_|JAVA_HOME_|GOROOT_|NVM_|FNM_|NODENV_|ASDF_|MISE_|PYTHON|PYENV_|PIP_|UV_|RBENV_|npm_config_(?!local_prefix)[a-z0-9_]+$|NPM_CONFIG_[A-Z0-9_]+$)/;

/** Names that tell of a secret, whatever prefix they have. An author is none, an authorization is. */
const SECRET_NAME =
  /TOKEN|SECRET|PASSW|_PWD$|PASSPHRASE|CREDENTIAL|AUTH(?!OR(?!I[SZ]))|KEY|COOKIE|OTP$|^(?:ACTIONS|INPUT)_/i;

/**
 * Folders and lists of folders. Nothing runs without PATH and HOME, and what they contain is no secret: least of all the
 * user's name, though a variable that is called secret (…_AUTH_USER) may hold it too.
 */
const FOLDERS = /(?:PATH|HOME|DIR|DIRECTORY|ROOT|TMP|TEMP|CACHE)$/;

/** `https://user:password@host`, also with the user alone, which may be a token. */
const USERINFO = /:\/\/[^/\s@]*@/;

/** Their addresses may be without a scheme: `user:password@host`. */
const PROXY = /^(?:https?|all)_proxy$/i;

/** The harmless part of `env`, sorted by name. */
export function safeEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const entries = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  // A secret is not let through under a harmless name either. Short values (a flag …_KEY=1) would match everywhere, and
  // paths (…_KEY_DIR=/home/me) would take HOME with them.
  const secrets = entries
    .filter(([name, value]) => SECRET_NAME.test(name) && value.length >= 8 && !/^[/.~]/.test(value))
    .map(([, value]) => value);
  return Object.fromEntries(
    entries
      .filter(([name]) => (NAMES.has(name) || PREFIXES.test(name)) && !SECRET_NAME.test(name))
      .filter(([, value]) => !USERINFO.test(value))
      .filter(([name, value]) => !(PROXY.test(name) && value.includes("@")))
      .filter(([name, value]) => FOLDERS.test(name) || !secrets.some((secret) => value.includes(secret)))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** The variables that `target.passEnv` names, for buildSide; `missing` are not set or empty. */
export function passedEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): { readonly passed: Record<string, string>; readonly missing: readonly string[] } {
  const found = names.flatMap((name) => (env[name] ? [[name, env[name]] as const] : []));
  return { passed: Object.fromEntries(found), missing: names.filter((name) => !env[name]) };
}

/** What the watchers of databases log in by. No name is among those that safeEnvironment lets through. */
export function passwordsOf(env: Readonly<Record<string, string | undefined>>): Passwords {
  const { PGPASSWORD, MYSQL_PWD, REDISCLI_AUTH } = env;
  return { PGPASSWORD, MYSQL_PWD, REDISCLI_AUTH };
}

/** Shorter values hide nothing, and masking them would garble the log. */
const MASKABLE = 4;

/** Replaces every secret in a text by `***`, also as it looks in a URL, in JSON or within base64; of several lines, each. */
export function masker(secrets: readonly string[]): (text: string) => string {
  const forms = secrets
    .flatMap((secret) => [secret, ...secret.split(/\r?\n/)])
    .filter((secret) => secret.trim().length >= MASKABLE)
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...inBase64(secret)])
    // Longest first: a part must not spoil the whole.
    .sort((a, b) => b.length - a.length);
  return (text) => forms.reduce((masked, form) => masked.replaceAll(form, "***"), text);
}

/** What base64 makes of a text wherever it begins among the three bytes of a group, without what its neighbours decide too. */
function inBase64(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2]
    .map((before) =>
      Buffer.concat([Buffer.alloc(before), bytes])
        .toString("base64")
        .slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6)),
    )
    .flatMap((core) => [core, core.replaceAll("+", "-").replaceAll("/", "_")]);
}
