#!/usr/bin/env bash
# Releases the commit that is checked out: `./scripts/release.sh [--dry-run] [--out FOLDER]`. The version is that of package.json.
# Checks, writes the archive and the notes of the release into FOLDER, then pushes the tag of the version and moves that of
# its major version, both or neither. --dry-run asks the remote the same and changes nothing there. It is run by
# .github/workflows/release.yml; the remote is `origin`.
set -euo pipefail
cd "$(dirname "$0")/.."

die() { printf 'Not released: %s\n' "$*" >&2; exit 1; }

dry_run=()
out=$(mktemp -d)
while [ $# -gt 0 ]; do
  case "$1" in
    --dry-run) dry_run=(--dry-run) ;;
    --out) out=$2 && mkdir -p "$out" && shift ;;
    *) die "there is no option $1." ;;
  esac
  shift
done

version=$(node -p 'require("./package.json").version')
[[ $version =~ ^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$ ]] || die "package.json has version $version; it must be three numbers."
tag=v$version
major=v${version%%.*}
commit=$(git rev-parse HEAD)

[ "$(node -p 'require("./package-lock.json").packages[""].version')" = "$version" ] ||
  die "package-lock.json has another version than package.json, $version: run npm install --package-lock-only."
[ -z "$(git status --porcelain)" ] || die "there are uncommitted changes."

# What stands under a heading of the changelog.
section() { awk -v heading="## [$1]" 'index($0, "## ") == 1 { on = index($0, heading) == 1; next } on' CHANGELOG.md; }
section "$version" >"$out/notes.md"
grep -q '^- ' "$out/notes.md" || die "CHANGELOG.md says nothing under \"## [$version]\"."
[ "$(section Unreleased | grep -c '^- ')" = 0 ] || die "CHANGELOG.md has entries under \"## [Unreleased]\": move them under \"## [$version]\"."

git fetch --quiet --no-tags origin main
git merge-base --is-ancestor "$commit" FETCH_HEAD || die "$commit is not on main of the remote."

tags=$(git ls-remote --tags origin)
# tag_at NAME: the commit or tag object that it is at; nothing where there is none.
tag_at() { awk -v ref="refs/tags/$1" '$2 == ref { print $1 }' <<<"$tags"; }
[ -z "$(tag_at "$tag")" ] || die "$tag is there already, at $(tag_at "$tag"): a tag of a version never moves."

node scripts/build.mjs --check >&2 || die "dist/ is not what its sources make."

git archive --format=tar --prefix="weighbridge-$version/" HEAD | gzip -n >"$out/weighbridge-$version.tar.gz"

# The lease: a push by somebody else in the meantime is not overwritten. Nothing after the colon: there must be no such tag.
push=("$commit:refs/tags/$tag")
leases=("--force-with-lease=refs/tags/$tag:")
newest=$(awk '{ print $2 }' <<<"$tags" | sed -n "s|^refs/tags/\($major\.[0-9]*\.[0-9]*\)$|\1|p" | { cat; echo "$tag"; } | sort -V | tail -n 1)
if [ "$newest" = "$tag" ]; then
  push+=("$commit:refs/tags/$major")
  leases+=("--force-with-lease=refs/tags/$major:$(tag_at "$major")")
else
  printf '%s stays, since there is %s.\n' "$major" "$newest"
fi
git push --quiet --atomic "${dry_run[@]}" "${leases[@]}" origin "${push[@]}" ||
  die "the remote refused; nothing of it was changed."

if [ ${#dry_run[@]} -gt 0 ]; then printf '%s could be released.\n' "$tag"; else printf '%s is released.\n' "$tag"; fi
