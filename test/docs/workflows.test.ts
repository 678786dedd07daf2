/** The workflows that people copy: what they may do, and that they fit each other and the action. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

const ROOT = join(import.meta.dirname, "../..");
const FOLDER = join(ROOT, "docs/workflows");

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly if?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly "timeout-minutes": number;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly name: string;
  readonly on: Readonly<Record<string, { readonly workflows?: readonly string[] } | null>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflows = readdirSync(FOLDER).map((file) => {
  const source = readFileSync(join(FOLDER, file), "utf8");
  return { file, source, workflow: parse(source) as Workflow };
});
const named = (file: string) => workflows.find((one) => one.file === file)!.workflow;
const { inputs } = parse(readFileSync(join(ROOT, "action.yml"), "utf8")) as {
  inputs: Readonly<Record<string, unknown>>;
};

describe.each(workflows)("$file", ({ source, workflow }) => {
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  test("has no right but those that a job names, and a limit to each job's time", { tags: ["T23"] }, () => {
    expect(workflow.permissions).toEqual({});
    for (const job of jobs) {
      expect(job.permissions).toBeDefined();
      expect(job["timeout-minutes"]).toBeGreaterThan(0);
    }
  });

  test("gives no right to write to a job that checks out", { tags: ["T23"] }, () => {
    for (const job of jobs.filter((one) => one.steps.some(({ uses }) => uses?.startsWith("actions/checkout@"))))
      expect(Object.values(job.permissions).filter((right) => right !== "read")).toEqual([]);
  });

  test("pins what it uses, and runs no line that has an expression in it", { tags: ["T1", "T15"] }, () => {
    for (const [, used] of source.matchAll(/uses:\s*(\S.*)/g))
      expect(used).toMatch(/^(?:[\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$|weighbridge\/weighbridge@v1 # zizmor)/);
    for (const { run } of steps) expect(run ?? "").not.toContain("${{");
  });

  test("knows the action's inputs", () => {
    const given = steps
      .filter(({ uses }) => uses?.startsWith("weighbridge/"))
      .flatMap((step) => Object.keys(step.with ?? {}));
    expect(given.length).toBeGreaterThan(0);
    expect(given.filter((name) => !Object.hasOwn(inputs, name))).toEqual([]);
  });
});

test("a required check always reports: no filter, no condition, also in a merge queue", () => {
  for (const file of ["performance.yml", "monorepo.yml"]) {
    const { on, jobs } = named(file);
    expect([on.pull_request, on.merge_group, jobs.weigh!.if]).toEqual([null, null, undefined]);
  }
  expect(named("monorepo.yml").jobs["performance-ok"]!.if).toBe("always()");
});

test("the second workflow waits for the first by its name, and checks nothing out", { tags: ["T3"] }, () => {
  const { on, jobs } = named("performance-report.yml");
  expect(Object.keys(on)).toEqual(["workflow_run"]);
  expect(on.workflow_run!.workflows).toEqual([named("performance.yml").name]);
  const used = Object.values(jobs).flatMap(({ steps }) => steps.map(({ uses }) => uses));
  expect(used).toEqual(["weighbridge/weighbridge@v1"]);
});

test("the pages that speak of them link to them", () => {
  const pages = readdirSync(join(ROOT, "docs")).filter((name) => name.endsWith(".md"));
  const text = pages.map((name) => readFileSync(join(ROOT, "docs", name), "utf8")).join("\n");
  for (const { file } of workflows) expect(text).toContain(`(workflows/${file})`);
});
