# Sourced by demo.sh and test.sh: installs what they need and says so; what is there already is reused.
# shellcheck shell=bash

say() { printf '%s\n' "$*" >&2; }

require_node() {
  command -v node >/dev/null || { say "Node is missing: install Node 20.19 or newer."; exit 2; }
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    { say "Node $(node --version) is too old: install 20.19 or newer."; exit 2; }
  command -v git >/dev/null || { say "git is missing: install it."; exit 2; }
}

# From the lockfile, once a lockfile.
install_packages() {
  local stamp=node_modules/.weighbridge-installed want
  want=$(git hash-object package-lock.json)
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ]; then
    say "npm packages: already installed."
    return
  fi
  say "npm packages: installing from package-lock.json …"
  npm ci --ignore-scripts --no-audit --no-fund >&2
  printf '%s' "$want" >"$stamp"
}

# install_chromium: for Lighthouse; whatever Chrome is there already serves.
install_chromium() {
  local name
  if [ -n "${CHROME_PATH:-}" ]; then
    say "Chrome: CHROME_PATH is $CHROME_PATH."
    return
  fi
  for name in google-chrome-stable google-chrome chromium chromium-browser; do
    if command -v "$name" >/dev/null; then
      say "Chrome: $(command -v "$name") is there."
      return
    fi
  done
  command -v apt-get >/dev/null || { say "Chrome is missing: install Chrome or Chromium, or set CHROME_PATH."; exit 2; }
  local as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  say "Chrome: installing Chromium by apt-get …"
  "${as_root[@]}" apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends chromium >&2
}

# install_go_tool NAME MODULE VERSION: into the tool cache; prints its path.
install_go_tool() {
  local name=$1 module=$2 version=$3 folder
  folder="${WEIGHBRIDGE_CACHE:-$HOME/.cache/weighbridge}/tools/$name/$version"
  if [ ! -x "$folder/$name" ]; then
    command -v go >/dev/null || { say "$name is missing and needs Go to be installed: install Go."; exit 2; }
    say "$name $version: installing by Go …"
    GOBIN="$folder" go install "$module@$version" >&2
  fi
  printf '%s' "$folder/$name"
}

# install_linters: zizmor and shellcheck, by their digests, into the tool cache; prints the folder of the programs.
install_linters() {
  local folder as_root=()
  folder="${WEIGHBRIDGE_CACHE:-$HOME/.cache/weighbridge}/tools/linters/$(git hash-object scripts/requirements.txt)"
  if [ ! -f "$folder/complete" ]; then
    # Debian's python3 comes without what makes an environment.
    if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
      command -v apt-get >/dev/null || { say "Python 3 with venv is missing: install it."; exit 2; }
      [ "$(id -u)" = 0 ] || as_root=(sudo)
      say "Python: installing python3-venv by apt-get …"
      "${as_root[@]}" apt-get update -qq >&2
      DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends python3-venv >&2
    fi
    say "zizmor and shellcheck: installing from scripts/requirements.txt …"
    python3 -m venv --clear "$folder"
    "$folder/bin/pip" install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes -r scripts/requirements.txt >&2
    : >"$folder/complete"
  fi
  printf '%s' "$folder/bin"
}

# check_workflows LINTERS ACTIONLINT: those of this repository, and those that the docs offer.
check_workflows() {
  PATH="$1:$PATH" "$2" .github/workflows/*.yml docs/workflows/*.yml &&
    "$1/zizmor" --offline --strict-collection --persona pedantic . docs/workflows/*.yml &&
    "$1/shellcheck" scripts/*.sh .ci/run
}
