#!/usr/bin/env bash
# Runs the main job on the embedded demo shop: `./scripts/demo.sh [--services] [--quick] [--identical]`.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/setup.sh
. scripts/setup.sh

started=$SECONDS
require_node
node dist/cli.js install-k6 >&2
case " $* " in
  *" --services "*) install_postgres && install_program redis-server redis-server ;;
  *" --quick "*) ;;
  *) install_chromium ;;
esac
say "Set-up took $((SECONDS - started)) s."

started=$SECONDS
status=0
node dist/cli.js demo "$@" || status=$?
say "The demo took $((SECONDS - started)) s."
exit "$status"
