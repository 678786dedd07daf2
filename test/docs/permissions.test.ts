/** What the workflows that people copy, and our own, ask for: what their steps need, and nothing else. */
import { describe, expect, test } from "vitest";
import { blocks, mappingsIn, workflows } from "./documents.ts";

type Rights = Readonly<Record<string, string>>;
interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions?: Rights;
  readonly steps?: readonly Step[];
}

/** What a step of ours is no use without, by its inputs: what each is for stands in docs/github-action.md. */
function neededBy({ with: inputs = {} }: Step): Rights {
  const writes: Rights = { "pull-requests": "write" };
  if (inputs.stage === "announce") return writes;
  if (inputs.stage !== undefined) return { actions: "read", ...writes };
  const reads: Rights = { contents: "read", actions: "read" };
  return inputs.comment === "never" ? { ...reads, "pull-requests": "read" } : { ...reads, ...writes };
}

/** And what it may use beside. */
function usedBy(step: Step): Rights {
  const { check, stage } = step.with ?? {};
  const checks: Rights = check === false ? {} : { checks: "write" };
  // Under workflow_run, to see whether what was weighed is a merge.
  const contents: Rights = typeof stage === "string" && stage.includes("${{") ? { contents: "read" } : {};
  return { ...neededBy(step), ...checks, ...contents };
}

const isOurs = ({ uses }: Step) => uses?.startsWith("weighbridge/") ?? false;
const documents = [...workflows, ...blocks].flatMap(({ name, content }) =>
  mappingsIn(content)
    .flatMap((one) => Object.entries(one))
    .filter((entry): entry is [string, Job] => Array.isArray((entry[1] as Job | null)?.steps))
    .filter(([key]) => key !== "runs")
    .map(([job, content]) => ({ job, name, content })),
);

describe("least rights", () => {
  test("are asked for in every workflow: none for the whole, then each job's own", { tags: ["T23"] }, () => {
    const all = [...workflows, ...blocks.filter(({ source }) => /^on:/mu.test(source) && /^jobs:/mu.test(source))];
    expect(all.length).toBeGreaterThan(4);
    for (const { name, content } of all) expect([name, (content as Job).permissions]).toEqual([name, {}]);
    expect(documents.length).toBeGreaterThan(8);
  });

  test.each(documents.filter(({ content }) => content.steps!.some(isOurs)))(
    "are what the steps of job $job in $name need",
    { tags: ["T23"] },
    ({ content: { permissions = {}, steps = [] } }) => {
      const ours = steps.filter(isOurs);
      const needed = Object.assign({}, ...ours.map(neededBy)) as Rights;
      const used = Object.assign({}, ...ours.map(usedBy)) as Rights;
      expect(permissions).toMatchObject(needed);
      expect(used).toMatchObject(permissions);
    },
  );

  test.each(documents.filter(({ content }) => !content.steps!.some(isOurs)))(
    "are named in job $job in $name, which has none of our steps",
    { tags: ["T23"] },
    ({ content: { permissions } }) => {
      expect(permissions).toBeDefined();
      // One pushes a badge; one releases.
      const written = Object.entries(permissions!).flatMap(([scope, right]) => (right === "read" ? [] : [scope]));
      expect(["attestations", "contents", "id-token"]).toEqual(expect.arrayContaining(written));
    },
  );
});

describe("a token that may write", () => {
  test.each(workflows.filter(({ name }) => name.startsWith("docs/")))(
    "is in no job of $name that has the pull request's code",
    { tags: ["T23", "T2"] },
    ({ content }) => {
      for (const [job, { permissions = {}, steps = [] }] of Object.entries(
        (content as { jobs: Record<string, Job> }).jobs,
      ))
        if (steps.some(({ uses }) => uses?.startsWith("actions/checkout@")))
          expect([job, Object.values(permissions).filter((right) => right !== "read")]).toEqual([job, []]);
    },
  );

  test("is never there for an event that has the base's rights, with a checkout of the pull request", {
    tags: ["T3"],
  }, () => {
    for (const { name, source } of [...workflows, ...blocks]) {
      expect([name, /pull_request_target|issue_comment/u.test(source)]).toEqual([name, false]);
      if (/workflow_run:/u.test(source)) expect([name, source.includes("actions/checkout@")]).toEqual([name, false]);
    }
  });

  test("does not stay in the clone: each checkout says so", { tags: ["T13"] }, () => {
    const checkouts = [...workflows, ...blocks].flatMap(({ name, content }) =>
      mappingsIn(content)
        .filter(({ uses }) => typeof uses === "string" && uses.startsWith("actions/checkout@"))
        .map((step) => [name, (step as Step).with?.["persist-credentials"]]),
    );
    expect(checkouts.length).toBeGreaterThan(3);
    expect(checkouts.filter(([, kept]) => kept !== false)).toEqual([]);
  });
});
