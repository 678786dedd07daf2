#!/usr/bin/env bash
# The step of action.yml that runs the commands of a pull request. It takes what is GitHub's out of the environment and
# then replaces itself: a program can read the environment of every process that started it (/proc/<pid>/environ), and
# what `exec` left behind cannot be read any more.
set -euo pipefail

for name in $(compgen -e); do
  case "$name" in
    # Tokens, the addresses they are for, and files by which a step speaks to the runner and to later steps.
    GITHUB_TOKEN | GH_TOKEN | INPUT_TOKEN | ACTIONS_* | GITHUB_ENV | GITHUB_PATH | GITHUB_STATE | GITHUB_OUTPUT | GITHUB_STEP_SUMMARY) unset "$name" ;;
  esac
done

exec node "$GITHUB_ACTION_PATH/dist/action.js" weigh
