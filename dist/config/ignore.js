// src/config/ignore.ts
import picomatch from "../vendor/picomatch.js";
var DEFAULT_IGNORE = [
  "**/*.md",
  "docs/**",
  "**/{LICENSE,LICENCE,NOTICE,AUTHORS,CODEOWNERS}",
  "**/{LICENSE,LICENCE}.*",
  "**/{test,tests,__tests__}/**",
  "**/*.{test,spec}.{js,jsx,mjs,cjs,ts,tsx,mts,cts}",
  ".github/{ISSUE_TEMPLATE,PULL_REQUEST_TEMPLATE}/**",
  ".github/{dependabot,FUNDING}.yml",
  "{.vscode,.idea,.zed}/**",
  "**/.editorconfig"
];
var NEVER_IGNORED = [
  "package.json",
  "package-lock.json",
  "npm-shrinkwrap.json",
  "yarn.lock",
  "pnpm-lock.yaml",
  "bun.lock",
  "go.mod",
  "go.sum",
  "Cargo.lock",
  "poetry.lock",
  "uv.lock",
  "requirements.txt",
  "Gemfile.lock",
  "weighbridge.yml",
  "weighbridge.yaml",
  "weighbridge.json",
  ".github/weighbridge.yml"
];
function ignoresFairly(glob) {
  const matches = picomatch(glob, { dot: true });
  return !NEVER_IGNORED.some((path) => matches(path));
}
export {
  DEFAULT_IGNORE,
  ignoresFairly
};
