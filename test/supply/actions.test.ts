/** The actions that our workflows, our action and what people copy from the docs use. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";

const ROOT = join(import.meta.dirname, "../..");
const inFolder = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:ya?ml|md)$/.test(name))
    .map((name) => join(folder, name));
const files = [
  "action.yml",
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ...inFolder(".github"),
  ...inFolder("docs"),
];

const used = files.flatMap((file) =>
  readFileSync(join(ROOT, file), "utf8")
    .split("\n")
    .map((line) => /^\s*(?:-\s+)?uses:\s*(\S.*)$/.exec(line)?.[1])
    .filter((what) => what !== undefined)
    .map((what) => ({ file, what })),
);
/** The one that people are shown by its tag: they decide on a commit themselves. */
const OURS = /^weighbridge\/weighbridge@v1(?: # zizmor: ignore\[unpinned-uses\] .+)?$/;
const others = used.filter(({ what }) => !OURS.test(what));

test("each is named by a commit, with its version beside it", { tags: ["T15"] }, () => {
  expect(new Set(others.map(({ file }) => file)).size).toBeGreaterThanOrEqual(6);
  for (const { file, what } of others)
    expect(what, file).toMatch(/^[\w.-]+\/[\w.-]+(?:\/[\w.-]+)*@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test("a version is the same commit everywhere, and there is one of each action", { tags: ["T15"] }, () => {
  const commits = [...new Set(others.map(({ what }) => what))];
  const actions = commits.map((what) => what.slice(0, what.indexOf("@")));
  expect(actions.toSorted()).toEqual([...new Set(actions)].toSorted());
});

test("ours is named by its tag in the docs alone", { tags: ["T15"] }, () => {
  const places = used.filter(({ what }) => OURS.test(what)).map(({ file }) => file);
  expect(places.filter((file) => file !== "README.md" && !file.startsWith("docs/"))).toEqual([]);
});

test("releasing has the rights that it needs in one job, for the branch main, once its tests have passed", {
  tags: ["T15"],
}, () => {
  const { on, permissions, jobs } = parse(readFileSync(join(ROOT, ".github/workflows/release.yml"), "utf8"));
  expect(on).toEqual({ workflow_dispatch: { inputs: { "dry-run": expect.objectContaining({ default: true }) } } });
  expect(permissions).toEqual({});
  expect(jobs.test.permissions).toEqual({ contents: "read" });
  expect(jobs.release).toMatchObject({
    needs: ["test"],
    if: "github.ref == 'refs/heads/main'",
    environment: "release",
    permissions: { contents: "write", "id-token": "write", attestations: "write" },
  });
});

test("what releasing publishes, a dry run of it does not", () => {
  const { jobs } = parse(readFileSync(join(ROOT, ".github/workflows/release.yml"), "utf8"));
  const steps = jobs.release.steps as readonly {
    readonly if?: string;
    readonly run?: string;
    readonly uses?: string;
  }[];
  const publishing = steps.filter(
    ({ run = "", uses = "" }) => /release\.sh(?! --dry-run)|gh release/.test(run) || uses.includes("attest"),
  );
  expect(publishing).toHaveLength(2);
  for (const step of publishing) expect(step.if).toBe("${{ !inputs.dry-run }}");
});
