/** What package-lock.json pins. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { harmless, mended } from "./advisories.ts";

const ROOT = join(import.meta.dirname, "../..");

interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
}
const lockfile = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, Locked>>;
};
const packages = Object.entries(lockfile.packages).filter(([place]) => place !== "");
const nameOf = (place: string) => place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);

const isForCi = ({ os, cpu, libc }: Pick<Locked, "os" | "cpu" | "libc">) =>
  (os?.includes("linux") ?? true) && (cpu?.includes("x64") ?? true) && (libc?.includes("glibc") ?? true);

/** By numbers; a pre-release counts as what it precedes. */
function compare(a: string, b: string): number {
  const [one, other] = [a, b].map((version) => version.split(/[.-]/).slice(0, 3).map(Number)) as [number[], number[]];
  const at = [0, 1, 2].find((index) => one[index] !== other[index]);
  return at === undefined ? 0 : one[at]! - other[at]!;
}

/** Whether a version is not older than what mended its own major version, or is of a later one. */
function isMended(version: string, first: readonly string[]): boolean {
  const major = (text: string) => Number(text.split(".")[0]);
  const own = first.find((one) => major(one) === major(version));
  return own !== undefined ? compare(version, own) >= 0 : first.every((one) => major(one) < major(version));
}

test("every package is pinned by its SHA-512, save tools of development for other systems than CI's", {
  tags: ["T15"],
}, () => {
  expect(lockfile.lockfileVersion).toBe(3);
  expect(packages.length).toBeGreaterThan(100);
  for (const [place, { integrity, resolved, link, ...more }] of packages) {
    const elsewhere = more.dev && more.optional && !isForCi(more);
    if (!elsewhere || integrity !== undefined) expect(integrity, place).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
    expect(resolved ?? "https://registry.npmjs.org/", place).toMatch(/^https:\/\/registry\.npmjs\.org\//);
    expect(link, place).toBeUndefined();
  }
});

test("no package is in a version that is known to be vulnerable", { tags: ["T15"] }, () => {
  const vulnerable = packages
    .filter(([place, { version }]) => {
      const first = mended[nameOf(place)];
      return first !== undefined && !isMended(version, first);
    })
    .map(([place]) => place);
  expect(vulnerable.toSorted()).toEqual(Object.keys(harmless).toSorted());
});

test("the list of them is of packages that are there, and its versions are compared by their numbers", () => {
  const names = new Set(packages.map(([place]) => nameOf(place)));
  expect(Object.keys(mended).filter((name) => !names.has(name))).toEqual([]);
  const first = ["3.14.2", "4.1.1"];
  const cases = ["3.14.1", "3.14.10", "4.1.0", "4.2.0", "5.0.0", "2.9.0"];
  expect(cases.filter((version) => isMended(version, first))).toEqual(["3.14.10", "4.2.0", "5.0.0"]);
});

test("wherever packages are installed, it is from the lockfile and without their scripts", { tags: ["T15"] }, () => {
  const files = [
    "scripts/setup.sh",
    ".github/workflows/ci.yml",
    ".github/workflows/release.yml",
    "CONTRIBUTING.md",
    "SECURITY.md",
  ];
  const lines = files.flatMap((file) => readFileSync(join(ROOT, file), "utf8").split("\n"));
  const installing = lines.filter((line) => /\bnpm (?:ci|i|install|add)\b/.test(line) && !line.includes("command -v"));
  expect(installing.length).toBeGreaterThanOrEqual(4);
  for (const line of installing) expect(line).toMatch(/npm ci --ignore-scripts/);
});

test("what checks the workflows is installed by its SHA-256 and nothing else", { tags: ["T15"] }, () => {
  const setup = readFileSync(join(ROOT, "scripts/setup.sh"), "utf8");
  expect(setup).toMatch(/pip" install .*--no-deps --only-binary :all: --require-hashes -r scripts\/requirements\.txt/);
  const lines = readFileSync(join(ROOT, "scripts/requirements.txt"), "utf8").split("\n").slice(1).filter(Boolean);
  for (const line of lines) expect(line).toMatch(/^(?:[a-z-]+==[\d.]+| {4}--hash=sha256:[0-9a-f]{64})(?: \\)?$/);
});
