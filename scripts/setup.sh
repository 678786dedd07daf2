# Sourced by demo.sh and test.sh: installs what they need and says so; what is there already is reused.
# shellcheck shell=bash

say() { printf '%s\n' "$*" >&2; }

require_node() {
  command -v node >/dev/null || { say "Node is missing: install Node 20.19 or newer."; exit 2; }
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    { say "Node $(node --version) is too old: install 20.19 or newer."; exit 2; }
  command -v git >/dev/null || { say "git is missing: install it."; exit 2; }
}

# install_packages [npm flags]: from the lockfile, once a lockfile.
install_packages() {
  local stamp=node_modules/.weighbridge-installed want
  want="$* $(git hash-object package-lock.json)"
  # All packages serve a caller that asks for fewer.
  if [ -f "$stamp" ] && { [ "$(cat "$stamp")" = "$want" ] || [ "$(cat "$stamp")" = " $(git hash-object package-lock.json)" ]; }; then
    say "npm packages: already installed."
    return
  fi
  say "npm packages: installing from package-lock.json …"
  npm ci --ignore-scripts --no-audit --no-fund "$@" >&2
  printf '%s' "$want" >"$stamp"
}
