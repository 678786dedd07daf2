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

# install_debian WHAT PACKAGE...: by apt-get, without starting what the packages would start by themselves.
install_debian() {
  local what=$1 as_root=() policy=/usr/sbin/policy-rc.d
  shift
  command -v apt-get >/dev/null || { say "$what is missing: install it."; exit 2; }
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  say "$what: installing by apt-get …"
  "${as_root[@]}" apt-get update -qq >&2
  if [ -e "$policy" ]; then policy=""; else
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
    "${as_root[@]}" chmod 755 "$policy"
  fi
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "$@" >&2
  if [ -n "$policy" ]; then "${as_root[@]}" rm "$policy"; fi
}

# The servers that are started for a while beside a target: in temporary folders, on free ports.
install_postgres() {
  if ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || command -v postgres >/dev/null; then
    say "PostgreSQL: it is there."
  else
    install_debian PostgreSQL postgresql
  fi
}

# install_program PROGRAM PACKAGE
install_program() {
  if command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ]; then say "$1: it is there."; else install_debian "$1" "$2"; fi
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
  install_debian Chrome chromium
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

# install_python_tools: zizmor, shellcheck and py-spy, by their digests, into the tool cache; prints the folder of the programs.
install_python_tools() {
  local folder
  folder="${WEIGHBRIDGE_CACHE:-$HOME/.cache/weighbridge}/tools/python/$(git hash-object scripts/requirements.txt)"
  if [ ! -f "$folder/complete" ]; then
    # Debian's python3 comes without what makes an environment.
    if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
      install_debian "Python 3 with venv" python3-venv
    fi
    say "zizmor, shellcheck and py-spy: installing from scripts/requirements.txt …"
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
