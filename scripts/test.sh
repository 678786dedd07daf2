#!/usr/bin/env bash
# Passes all tests: `./scripts/test.sh [--long]`. --long adds what takes minutes: the whole demo, both ways.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/setup.sh
. scripts/setup.sh

[ "${1:-}" = "--long" ] && export WEIGHBRIDGE_LONG=1

started=$SECONDS
require_node
install_packages
for version in 2.2.0 1.8.1; do node dist/cli.js install-k6 --version "$version" >&2; done
say "Set-up took $((SECONDS - started)) s."

export PATH="$PWD/node_modules/.bin:$PATH"
failed=()
check() {
  local name=$1 begun=$SECONDS
  shift
  say "== $name"
  if "$@" >&2; then say "== $name: ok, $((SECONDS - begun)) s"; else
    say "== $name: FAILED"
    failed+=("$name")
  fi
}

check "lint" biome check .
check "types" tsc -p .
check "unused code" knip
check "generated files" tsx scripts/generate.ts --check
check "dist" node scripts/build.mjs --check
results=$(mktemp)
trap 'rm -f "$results"' EXIT
check "tests" vitest run --reporter=default --reporter=json --outputFile.json="$results"

node - "$results" "${#failed[@]}" <<'JS'
const [file, failedChecks] = process.argv.slice(2);
let tests = { numPassedTests: 0, numFailedTests: 0, numFailedTestSuites: 0, success: false };
try { tests = JSON.parse(require("node:fs").readFileSync(file, "utf8")); } catch {}
const checks = 6; // the calls of `check` above; the tests count one by one, and once as a whole
const passed = tests.numPassedTests + checks - Number(failedChecks);
const failed = tests.numFailedTests + Number(failedChecks);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
JS
