#!/usr/bin/env bash
# The step of action.yml that runs the commands of a pull request. A program can read what every process that started it was
# started with (/proc/<pid>/environ), and no process can take that back. So this script replaces itself by one that is
# started with the few variables that Node itself looks at. The others reach it by a pipe, and are then in its memory
# alone: what a command is given of them is decided there. What is GitHub's does not even reach it.
set -euo pipefail

others() {
  local name
  for name in $(compgen -e); do
    case "$name" in
      # Tokens, the addresses they are for, and files by which a step speaks to the runner and to later steps.
      GITHUB_TOKEN | GH_TOKEN | INPUT_TOKEN | ACTIONS_* | GITHUB_ENV | GITHUB_PATH | GITHUB_STATE | GITHUB_OUTPUT | GITHUB_STEP_SUMMARY) ;;
      *) printf '%s=%s\0' "$name" "${!name}" ;;
    esac
  done
}

kept=()
# The last is how the runner finds what a job left behind.
for name in PATH HOME TMPDIR TZ LANG LC_ALL LD_LIBRARY_PATH NODE_OPTIONS NODE_EXTRA_CA_CERTS NODE_USE_ENV_PROXY \
  HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy https_proxy no_proxy SSL_CERT_FILE SSL_CERT_DIR RUNNER_TRACKING_ID; do
  case "$name=${!name-}" in
    # None, or an address with a password in it: that of a proxy may be without a scheme.
    "$name=" | *://*@* | *_PROXY=*@* | *_proxy=*@*) ;;
    *) kept+=("$name=${!name}") ;;
  esac
done

exec env -i "${kept[@]}" node "$GITHUB_ACTION_PATH/dist/action.js" weigh < <(others)
