#!/usr/bin/env bash
# Passes all tests: `./scripts/test.sh [--long]`. --long adds what takes minutes, and takes each protection away in turn.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/setup.sh
. scripts/setup.sh

[ "${1:-}" = "--long" ] && export WEIGHBRIDGE_LONG=1

started=$SECONDS
require_node
install_packages
for version in 2.2.0 1.8.1; do node dist/cli.js install-k6 --version "$version" >&2; done
install_chromium
install_postgres
install_program redis-server redis-server
install_program mariadbd mariadb-server
install_program prometheus prometheus
if [ -n "${WEIGHBRIDGE_LONG:-}" ]; then
  # Of languages whose servers are explained.
  install_program go golang-go
  for program in javac jcmd jfr; do install_program "$program" default-jdk-headless; done
fi
# The tests run action.yml by it.
WEIGHBRIDGE_ACT=$(install_go_tool act github.com/nektos/act v0.2.89)
# Faults of the network, between us and GitHub.
WEIGHBRIDGE_TOXIPROXY=$(install_go_tool server github.com/Shopify/toxiproxy/v2/cmd/server v2.12.0)
# What the tests say of the rows of docs/security.md and docs/reliability.md.
WEIGHBRIDGE_SHOWN=$PWD/test-artifacts/shown
export WEIGHBRIDGE_ACT WEIGHBRIDGE_TOXIPROXY WEIGHBRIDGE_SHOWN
rm -rf "$WEIGHBRIDGE_SHOWN"
linters=$(install_python_tools)
actionlint=$(install_go_tool actionlint github.com/rhysd/actionlint/cmd/actionlint v1.7.12)
# Profiles a server of Python; those of Go and of the JVM bring what profiles them.
export WEIGHBRIDGE_PY_SPY=$linters/py-spy
say "Set-up took $((SECONDS - started)) s."

export PATH="$PWD/node_modules/.bin:$PATH"
failed=()
checks=0
check() {
  local name=$1 begun=$SECONDS
  shift
  checks=$((checks + 1))
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
check "workflows" check_workflows "$linters" "$actionlint"
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
# One after the other, and file by file where they start servers and load: what runs beside them is what they would measure.
tests() {
  vitest run --project "$1" "${@:2}" --reporter=default --reporter=./test/protections/reporter.ts \
    --reporter=json --outputFile.json="$results/$1.json"
}
check "unit tests" tests unit
check "tests with servers" tests connected
check "integration tests" tests integration --no-file-parallelism
check "end-to-end tests" tests e2e --no-file-parallelism
check "tables of what is withstood" tsx scripts/protections.ts --check "$WEIGHBRIDGE_SHOWN"
if [ -n "${WEIGHBRIDGE_LONG:-}" ]; then
  check "without each protection" tsx scripts/mutations.ts
else
  check "patches that take protections away" tsx scripts/mutations.ts --check
fi

node - "$results" "$checks" "${#failed[@]}" <<'JS'
const { readdirSync, readFileSync } = require("node:fs");
const [folder, checks, failedChecks] = process.argv.slice(2);
const runs = readdirSync(folder).map((file) => JSON.parse(readFileSync(`${folder}/${file}`, "utf8")));
const sum = (key) => runs.reduce((total, run) => total + run[key], 0);
// Once more where nobody has to look for it, also in a log that is cut.
for (const { name, assertionResults } of runs.flatMap((run) => run.testResults))
  for (const { fullName, failureMessages } of assertionResults.filter(({ status }) => status === "failed"))
    console.log(`FAILED ${name}: ${fullName}\n${failureMessages.join("\n").slice(0, 2_000)}`);
// The checks count too: what is not a test of vitest's, and a run of vitest's that failed without a failed test.
const passed = sum("numPassedTests") + Number(checks) - Number(failedChecks);
const failed = sum("numFailedTests") + Number(failedChecks);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
JS
