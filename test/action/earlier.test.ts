import { describe, expect, test } from "vitest";
import { type EarlierSource, findEarlier, type Wanted } from "../../src/action/earlier.ts";
import { reportName } from "../../src/action/outcome.ts";
import type { Artifact } from "../../src/baseline/trust.ts";
import { GitHubError } from "../../src/errors.ts";
import type { Run } from "../../src/github/runs.ts";
import { NoEntryError } from "../../src/github/zip.ts";
import { rounds as example } from "../stored/examples.ts";

const OURS = 42;
const FORK = 43;
const THIS = 900;

/** What a job at this question uploads; `seed` tells them apart. */
const roundsOf = (question: string | null, seed: number) =>
  JSON.stringify({ ...example, question, seed, attempts: [], plan: null });

interface Report {
  readonly run: number;
  readonly attempt?: number;
  readonly content: string | Error;
  readonly artifact?: Partial<Artifact>;
  readonly listed?: Partial<Artifact["run"]>;
  readonly of?: Partial<Run>;
}

/** GitHub as far as this is about; keeps what was asked. A run's artifacts are as old as its number says. */
function github(reports: readonly Report[]) {
  const asked: string[] = [];
  const all = reports.map(({ run, attempt = 1, content, artifact, listed, of }, index) => ({
    content,
    artifact: {
      id: index + 1,
      name: reportName("default", attempt),
      expired: false,
      createdAt: new Date(Date.UTC(2026, 0, 1, 0, run, attempt)).toISOString(),
      run: { id: run, headBranch: "change", repositoryId: OURS, headRepositoryId: OURS, ...listed },
      ...artifact,
    } satisfies Artifact,
    run: {
      id: run,
      event: "pull_request",
      path: ".github/workflows/gate.yml",
      isCompleted: true,
      headOwner: "octo",
      headBranch: "change",
      headRepositoryId: listed?.headRepositoryId ?? OURS,
      repositoryId: OURS,
      headSha: "c0ffee",
      attempt: Math.max(...reports.filter((one) => one.run === run).map((one) => one.attempt ?? 1)),
      ...of,
    } satisfies Run,
  }));
  const named = (name: string) => all.map(({ artifact }) => artifact).filter((artifact) => artifact.name === name);
  const source: EarlierSource<Artifact> = {
    listArtifacts: async (name) => named(name),
    listRunArtifacts: async (id, name) => named(name).filter(({ run }) => run.id === id),
    async readRun(id) {
      asked.push(`run ${id}`);
      return all.find(({ artifact }) => artifact.run.id === id)!.run;
    },
    async download({ id }) {
      const { artifact, content } = all.find((one) => one.artifact.id === id)!;
      asked.push(`${artifact.run.id} ${artifact.name.at(-1)}`);
      if (content instanceof Error) throw content;
      return content;
    },
  };
  return { source, asked };
}

function wanted(over: Partial<Wanted["context"]> = {}): Wanted {
  const repository = { owner: "octo", name: "shop", id: OURS };
  const workflowPath = ".github/workflows/gate.yml";
  const pullRequest = {
    number: 7,
    headSha: "c0ffee",
    headRef: "change",
    headRepositoryId: OURS,
    baseRef: "main",
    isFork: false,
  };
  const own = { repository, event: "pull_request", workflowPath, runId: THIS, runAttempt: 1, pullRequest };
  const context = { ...own, ...over };
  return { context, gate: "default", question: "q" };
}

const find = async (reports: readonly Report[], over: Partial<Wanted["context"]> = {}) => {
  const { source, asked } = github(reports);
  const { rounds, lost, notices } = await findEarlier(source, wanted(over));
  return { seed: rounds === null ? null : JSON.parse(rounds).seed, lost, notices, asked };
};

const nothing = new NoEntryError("The artifact x (1) cannot be used: it holds no file rounds.json.");

describe("attempts before of this run", () => {
  test("the newest that has rounds of this question; what measured nothing is passed over without a word", async () => {
    const reports = [
      { run: THIS, attempt: 1, content: roundsOf("q", 1) },
      { run: THIS, attempt: 2, content: roundsOf("q", 2) },
      { run: THIS, attempt: 3, content: roundsOf("another", 3) },
      { run: THIS, attempt: 5, content: nothing },
    ];
    const found = await find(reports, { runAttempt: 6 });
    expect(found).toEqual({ seed: 2, lost: 0, notices: [], asked: [`${THIS} 5`, `${THIS} 3`, `${THIS} 2`] });
  });

  test.each(["push", "pull_request", "merge_group", "release"])("also under %s", async (event) => {
    const own = { run: THIS, content: roundsOf("q", 1), of: { event } };
    expect((await find([own], { event, runAttempt: 2 })).seed).toBe(1);
  });

  test("not this attempt's own, nor a later one's", { tags: ["R13"] }, async () => {
    const later = { run: THIS, attempt: 2, content: roundsOf("q", 1) };
    expect((await find([later], { runAttempt: 1, event: "push" })).seed).toBeNull();
    expect((await find([later], { runAttempt: 2, event: "push" })).seed).toBeNull();
  });

  test.each<[string, string | Error, RegExp]>([
    ["expired", new GitHubError("gone", 410, "GitHub: could not download it; it has expired."), /has expired/],
    ["cut short", roundsOf("q", 2).slice(0, 1000), /not JSON/],
    ["of a newer schema", roundsOf("q", 2).replace('"schema":1', '"schema":2'), /has schema 2/],
    ["another file", JSON.stringify({ schema: 1, kind: "verdict" }), /of the kind "verdict"/],
    ["with a value that is none", roundsOf("q", 2).replace('"seed":2', '"seed":-2'), /seed/],
  ])("one that cannot be used is named, and an older one serves: %s", async (_, content, why) => {
    const reports = [
      { run: THIS, attempt: 1, content: roundsOf("q", 1) },
      { run: THIS, attempt: 2, content },
    ];
    const { seed, notices } = await find(reports, { runAttempt: 3 });
    expect(seed).toBe(1);
    expect(notices).toHaveLength(2);
    expect(notices[0]).toMatch(/^An attempt before was passed over: /);
    expect(notices[0]).toMatch(why);
    expect(notices[1]).toMatch(/^One attempt before of this run could not be read, so this one may spend only/);
  });
});

describe("attempts of this run that nobody can read", () => {
  const cut = roundsOf("q", 1).slice(0, 100);

  test("count as having spent their part, each by itself, and it is said", async () => {
    const { seed, lost, notices } = await find(
      [1, 2].map((attempt) => ({ run: THIS, attempt, content: cut })),
      {
        runAttempt: 3,
      },
    );
    expect([seed, lost]).toEqual([null, 2]);
    expect(notices.at(-1)).toMatch(/^2 attempts before of this run could not be read, so this one may spend only/);
  });

  test("do so when the service fails too; what other runs have does not", async () => {
    const denied = new GitHubError("permission", 403, "no");
    const lostAt = async (runAttempt: number) =>
      (
        await findEarlier(
          { ...github([]).source, listRunArtifacts: () => Promise.reject(denied) },
          wanted({ runAttempt }),
        )
      ).lost;
    expect([await lostAt(2), await lostAt(4)]).toEqual([1, 3]);
    expect(await find([{ run: 1, content: cut }])).toMatchObject({ seed: null, lost: 0 });
  });

  test("do so behind one that can be read, and not before it", async () => {
    const read = (attempt: number) => ({ run: THIS, attempt, content: roundsOf("q", attempt) });
    const unread = (attempt: number) => ({ run: THIS, attempt, content: cut });
    expect(await find([read(1), unread(2)], { runAttempt: 3 })).toMatchObject({ seed: 1, lost: 1 });
    expect(await find([unread(1), read(2)], { runAttempt: 3 })).toMatchObject({ seed: 2, lost: 0 });
  });

  test("are all looked at, however many", async () => {
    const many = Array.from({ length: 8 }, (_, i) => ({ run: THIS, attempt: i + 1, content: cut }));
    expect(await find(many, { runAttempt: 9 })).toMatchObject({ seed: null, lost: 8 });
  });
});

test("one that could not have base drew nothing: what was drawn before it is gone on with", async () => {
  const without = JSON.stringify({
    ...JSON.parse(roundsOf("q", 2)),
    weighed: { kind: "no-base", why: "it did not build" },
  });
  const reports = [
    { run: THIS, attempt: 1, content: roundsOf("q", 1) },
    { run: THIS, attempt: 2, content: without },
  ];
  expect(await find(reports, { runAttempt: 3 })).toMatchObject({ seed: 1, lost: 0, notices: [] });
  expect(await find(reports.slice(1), { runAttempt: 3 })).toMatchObject({ seed: null, lost: 0, notices: [] });
});

describe("other runs", () => {
  test("the newest, also where this run has one: it may have gone on from that", async () => {
    const own = { run: THIS, content: roundsOf("q", 1), artifact: { createdAt: "2026-01-01T00:00:30Z" } };
    const later = { run: 5, content: roundsOf("q", 5) };
    const before = { run: 4, content: roundsOf("q", 4), artifact: { createdAt: "2026-01-01T00:00:10Z" } };
    expect(await find([own, before, later], { runAttempt: 2 })).toMatchObject({ seed: 5, lost: 0 });
    expect(await find([own, before], { runAttempt: 2 })).toMatchObject({ seed: 1, asked: [`${THIS} 1`, "run 4"] });
  });

  test("of this branch before those of others, newer as these may be", async () => {
    const others = Array.from({ length: 12 }, (_, i) => {
      return { run: 10 + i, content: roundsOf("other", 10 + i), listed: { headBranch: "another" } };
    });
    const { seed, asked } = await find([{ run: 1, content: roundsOf("q", 1) }, ...others]);
    expect([seed, asked.slice(0, 2)]).toEqual([1, ["run 1", "1 1"]]);
  });

  test("the newest that asked the same; its newest attempt, when it had several", async () => {
    const reports = [
      { run: 1, content: roundsOf("q", 1) },
      { run: 2, attempt: 1, content: roundsOf("q", 21) },
      { run: 2, attempt: 2, content: roundsOf("q", 22) },
      { run: 3, content: roundsOf("other", 3) },
    ];
    expect(await find(reports)).toEqual({
      seed: 22,
      lost: 0,
      notices: [],
      asked: ["run 3", "3 1", "run 2", "2 2", "run 1"],
    });
    // A pull request's, for the merge queue's entry of the same trees.
    expect((await find(reports, { event: "merge_group" })).seed).toBe(22);
    expect((await find([{ ...reports[0]!, of: { event: "merge_group" } }])).seed).toBe(1);
  });

  test.each(["push", "schedule", "workflow_dispatch", "release"])("none is looked at under %s", async (event) => {
    expect(await find([{ run: 1, content: roundsOf("q", 1) }], { event })).toEqual({
      seed: null,
      lost: 0,
      notices: [],
      asked: [],
    });
  });

  test("six that are not to be trusted are not downloaded, and are no news", { tags: ["T7"] }, async () => {
    const content = roundsOf("q", 9);
    const found = await find([
      { run: 1, content: roundsOf("q", 1) },
      { run: 2, content, listed: { headRepositoryId: FORK } },
      { run: 3, content, listed: { repositoryId: FORK } },
      { run: 4, content, listed: { headRepositoryId: null } },
      { run: 5, content, of: { event: "push" } },
      { run: 6, content, of: { event: "pull_request_target" } },
      { run: 7, content, of: { path: ".github/workflows/other.yml" } },
      { run: 8, content, of: { headRepositoryId: FORK } },
      { run: 9, content, of: { headRepositoryId: null } },
      { run: 10, content, artifact: { createdAt: null } },
      { run: 11, content, artifact: { expired: true } },
      { run: THIS, content },
    ]);
    expect([found.seed, found.notices]).toEqual([1, []]);
    expect(found.asked.filter((one) => !one.startsWith("run"))).toEqual(["1 1"]);
  });

  test("one that claims a billion attempts is looked at no oftener than GitHub lets anybody repeat it", {
    tags: ["L7"],
  }, async () => {
    const { source } = github([{ run: 1, content: roundsOf("q", 1), of: { attempt: 1e9 } }]);
    const listed: string[] = [];
    const listRunArtifacts: typeof source.listRunArtifacts = async (_, name) => {
      listed.push(name);
      return [];
    };
    expect((await findEarlier({ ...source, listRunArtifacts }, wanted())).rounds).toBeNull();
    expect(listed).toHaveLength(50);
  });

  test("nothing is believed where the runner does not say which repository or workflow this is", {
    tags: ["T7"],
  }, async () => {
    const reports = [{ run: 1, content: roundsOf("q", 1) }];
    expect((await find(reports, { workflowPath: null })).seed).toBeNull();
    expect((await find(reports, { repository: { owner: "octo", name: "shop", id: null } })).seed).toBeNull();
  });

  test("of another question, or of none, are all passed over, after a few downloads", async () => {
    const many = Array.from({ length: 30 }, (_, run) => ({ run, content: roundsOf(run % 2 ? null : "other", run) }));
    const { seed, notices, asked } = await find(many);
    expect([seed, notices]).toEqual([null, []]);
    expect(asked.filter((one) => !one.startsWith("run"))).toHaveLength(5);
    const pushes = many.map((one) => ({ ...one, of: { event: "push" } }));
    expect((await find(pushes)).asked).toHaveLength(10);
  });
});

describe("a service that fails", () => {
  const failing = (error: Error) =>
    findEarlier({ ...github([]).source, listArtifacts: () => Promise.reject(error) }, wanted());

  test("costs the reuse and is said, but a missing right only once", async () => {
    const down = new GitHubError("unreachable", null, "GitHub: could not list the artifacts.");
    expect(await failing(down)).toEqual({
      rounds: null,
      lost: 0,
      notices: [`An attempt before could not be looked for: ${down.message}`],
    });
    expect(await failing(new GitHubError("permission", 403, "no"))).toEqual({ rounds: null, lost: 0, notices: [] });
  });

  test("a defect of ours is none of its failures", async () => {
    await expect(failing(new TypeError("oops"))).rejects.toThrow("oops");
  });
});
