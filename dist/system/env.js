// src/system/env.ts
var NAMES = new Set(
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
    /\s+/
  )
);
var PREFIXES = /^(?:LC_|JAVA_HOME_|GOROOT_|NVM_|FNM_|NODENV_|ASDF_|MISE_|PYTHON|PYENV_|PIP_|UV_|RBENV_|npm_config_(?!local_prefix)[a-z0-9_]+$|NPM_CONFIG_[A-Z0-9_]+$)/;
var SECRET_NAME = /TOKEN|SECRET|PASSW|_PWD$|PASSPHRASE|CREDENTIAL|AUTH(?!OR(?!I[SZ]))|KEY|COOKIE|OTP$|^(?:ACTIONS|INPUT)_/i;
var FOLDERS = /(?:PATH|HOME|DIR|DIRECTORY|ROOT|TMP|TEMP|CACHE)$/;
var USERINFO = /:\/\/[^/\s@]*@/;
var PROXY = /^(?:https?|all)_proxy$/i;
function safeEnvironment(env) {
  const entries = Object.entries(env).filter((entry) => entry[1] !== void 0);
  const secrets = entries.filter(([name, value]) => SECRET_NAME.test(name) && value.length >= 8 && !/^[/.~]/.test(value)).map(([, value]) => value);
  return Object.fromEntries(
    entries.filter(([name]) => (NAMES.has(name) || PREFIXES.test(name)) && !SECRET_NAME.test(name)).filter(([, value]) => !USERINFO.test(value)).filter(([name, value]) => !(PROXY.test(name) && value.includes("@"))).filter(([name, value]) => FOLDERS.test(name) || !secrets.some((secret) => value.includes(secret))).sort(([a], [b]) => a < b ? -1 : 1)
  );
}
function passedEnvironment(env, names) {
  const found = names.flatMap((name) => env[name] ? [[name, env[name]]] : []);
  return { passed: Object.fromEntries(found), missing: names.filter((name) => !env[name]) };
}
function passwordsOf(env) {
  const { PGPASSWORD, MYSQL_PWD, REDISCLI_AUTH } = env;
  return { PGPASSWORD, MYSQL_PWD, REDISCLI_AUTH };
}
var MASKABLE = 4;
function masker(secrets) {
  const forms = secrets.flatMap((secret) => [secret, ...secret.split(/\r?\n/)]).filter((secret) => secret.trim().length >= MASKABLE).flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...inBase64(secret)]).sort((a, b) => b.length - a.length);
  return (text) => forms.reduce((masked, form) => masked.replaceAll(form, "***"), text);
}
function inBase64(text) {
  const bytes = Buffer.from(text);
  return [0, 1, 2].map(
    (before) => Buffer.concat([Buffer.alloc(before), bytes]).toString("base64").slice(Math.ceil(before * 8 / 6), Math.floor((before + bytes.length) * 8 / 6))
  ).flatMap((core) => [core, core.replaceAll("+", "-").replaceAll("/", "_")]);
}
export {
  masker,
  passedEnvironment,
  passwordsOf,
  safeEnvironment
};
