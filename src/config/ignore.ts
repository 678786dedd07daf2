/** Which changed files cannot change what is weighed: globs for picomatch, with `dot`. */
import picomatch from "picomatch";

/** Prose, tests, and what only people, editors and the code host read. */
export const DEFAULT_IGNORE: readonly string[] = [
  "**/*.md",
  "docs/**",
  "**/{LICENSE,LICENCE,NOTICE,AUTHORS,CODEOWNERS}",
  "**/{LICENSE,LICENCE}.*",
  "**/{test,tests,__tests__}/**",
  "**/*.{test,spec}.{js,jsx,mjs,cjs,ts,tsx,mts,cts}",
  ".github/{ISSUE_TEMPLATE,PULL_REQUEST_TEMPLATE}/**",
  ".github/{dependabot,FUNDING}.yml",
  "{.vscode,.idea,.zed}/**",
  "**/.editorconfig",
];

/** What decides which packages are installed and how things are weighed: a change of these always counts. */
const NEVER_IGNORED = [
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
  ".github/weighbridge.yml",
] as const;

/** Whether a glob leaves alone what must always count. */
export function ignoresFairly(glob: string): boolean {
  const matches = picomatch(glob, { dot: true });
  return !NEVER_IGNORED.some((path) => matches(path));
}
