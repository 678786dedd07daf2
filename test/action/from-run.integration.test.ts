/** What a second workflow says of a pull request's run, against the fake GitHub: on which pull requests, and of whose data. */
import { describe, expect, test } from "vitest";
import { announceRun, type FromRun, reportFromRun } from "../../src/action/from-run.ts";
import { readRun } from "../../src/github/runs.ts";
import { REPOSITORY, testClient } from "../github/clients.ts";
import { type FakeGitHub, type FakeOptions, fakeGitHub } from "../helpers/github/index.ts";
import { addArtifact, addComment, createPull, createRun } from "../helpers/github/state.ts";
import { createZip, type ZipEntry } from "../helpers/zip.ts";
import { nodesOf } from "../report/render/markdown/gfm.ts";
import { CASES, verdictOf } from "../report/verdicts.ts";

const HEAD = "a".repeat(40);
const FORK = { headOwner: "stranger", headRepositoryId: 43, headSha: HEAD };

/** A fork's pull request #7 of its branch main, another's #8, and the run 300 of the first. */
async function withFork(attempt = 1, more: FakeOptions["state"] = {}): Promise<FakeGitHub> {
  const run = createRun({ ...FORK, id: 300, event: "pull_request", headBranch: "main", attempt });
  const pulls = [
    createPull({ ...FORK, number: 7, headRef: "main" }),
    createPull({ number: 8, headOwner: "other", headRef: "main", headRepositoryId: 44 }),
  ];
  return fakeGitHub({ state: { runs: [run], pulls, ...more } });
}

const own = { side: "head", ref: "HEAD", commit: HEAD, subject: "A change" } as const;
const files = (verdict: unknown): readonly ZipEntry[] => [
  { name: "weighed.json", content: JSON.stringify({ kind: "weighed" }) },
  { name: "verdict.json", content: JSON.stringify(verdict) },
];

function upload({ state }: FakeGitHub, gate: string, entries: readonly ZipEntry[], attempt = 1): void {
  addArtifact(state, { name: `weighbridge-report-${gate}-${attempt}`, runId: 300, zip: createZip(entries) });
}

async function report(github: FakeGitHub, over: Partial<FromRun> = {}, how = reportFromRun) {
  const client = testClient(github);
  const run = await readRun(client, REPOSITORY, 300);
  const repository = { ...REPOSITORY, id: 42 };
  const log = { warn: (line: string) => void lines.push(line) };
  const lines: string[] = [];
  const rest = {
    gate: null,
    join: false,
    comment: "always",
    override: null,
    serverUrl: "https://github.test",
  } as const;
  const reported = await how({ client, author: "workflow", repository, run, log, ...rest, ...over });
  return { ...reported, lines };
}

const comments = ({ state }: FakeGitHub) => state.comments.map(({ issue, body }) => [issue, body] as const);
const writes = ({ requests }: FakeGitHub) => requests.filter(({ method }) => method !== "GET");

test("a fork's run is reported on its own pull request, as of the run that measured", { tags: ["T5"] }, async () => {
  await using github = await withFork(2);
  upload(github, "default", files({ ...CASES.fail, head: own }), 2);
  addArtifact(github.state, { name: "weighbridge-report-default-2-raw", runId: 300, zip: createZip([]) });
  const { kind } = await report(github);
  expect(kind).toBe("posted");
  const [[issue, body], ...others] = comments(github) as [readonly [number, string]];
  expect([issue, others]).toEqual([7, []]);
  expect(body).toMatch(/^<!-- weighbridge gate=default run=300\.2 -->\n### ❌ Blocked: /);
  expect(body).toContain("Measured by a run of the fork stranger, whose code could have changed these numbers.");
  expect(body).toContain("https://github.test/octo/shop/actions/runs/300/attempts/2");
});

test("what was under way is said of the commit, and then replaced; a newer run's comment stays", async () => {
  await using github = await withFork();
  await report(github, {}, announceRun);
  expect(comments(github)).toEqual([[7, expect.stringMatching(/run=300\.1 -->\n### ⏳ Weighing `aaaaaaaaaa`/)]]);
  upload(github, "default", files({ ...CASES.pass, head: own }));
  await report(github);
  expect(comments(github)).toEqual([[7, expect.stringMatching(/run=300\.1 -->\n### ✅ /)]]);
  github.state.comments[0]!.body = "<!-- weighbridge gate=default run=301.1 -->\nnewer";
  await report(github);
  expect(comments(github)).toEqual([[7, "<!-- weighbridge gate=default run=301.1 -->\nnewer"]]);
});

test("a run that had nothing to weigh begins no comment, but ends one that waits for it", async () => {
  await using github = await withFork();
  await report(github);
  expect(comments(github)).toEqual([]);
  await report(github, {}, announceRun);
  await report(github);
  expect(comments(github)[0]![1]).toMatch(/🛑 Could not measure `aaaaaaaaaa`: the workflow run has uploaded no report/);
});

test("of a job that was cut off before it could say anything, that is said", async () => {
  await using github = await withFork();
  upload(github, "default", [{ name: "comment.md", content: "" }]);
  const { lines } = await report(github);
  expect(lines).toEqual([]);
  expect(comments(github)[0]![1]).toMatch(/🛑 Could not measure `aaaaaaaaaa`: the job (?:was|ended)/);
});

describe("nothing is written, and the reason said, when", { tags: ["T5"] }, () => {
  test.each<[string, (github: FakeGitHub) => void, RegExp]>([
    [
      "the pull request is closed",
      ({ state: { pulls } }) => Object.assign(pulls[0]!, { state: "closed" }),
      /has been closed since/,
    ],
    [
      "it has been pushed to since",
      ({ state }) => void state.pulls.splice(0, 1, createPull({ ...FORK, headRef: "main", headSha: "b".repeat(40) })),
      /#7 has been pushed to since: its head is bbbbbbbbbb/,
    ],
    [
      "a push started the run",
      ({ state }) => void state.runs.splice(0, 1, createRun({ ...FORK, id: 300, headBranch: "main" })),
      /was started by push/,
    ],
  ])("%s", async (_, change, why) => {
    await using github = await withFork();
    upload(github, "default", files({ ...CASES.fail, head: own }));
    change(github);
    expect(await report(github)).toMatchObject({ kind: "none", why: expect.stringMatching(why) });
    expect(writes(github)).toEqual([]);
    // What is not written is not even read.
    expect(github.requests.filter(({ operation }) => operation === "storage")).toEqual([]);
  });
});

describe("several gates of one pull request", { tags: ["R12"] }, () => {
  const three = async () => {
    const github = await withFork(2);
    upload(github, "api", files({ ...CASES.pass, gate: "api", head: own }), 1);
    upload(github, "api-2", files({ ...CASES.fail, gate: "api-2", head: own }), 1);
    upload(github, "api-2", files({ ...CASES.pass, gate: "api-2", head: own }), 2);
    upload(github, "web", [{ name: "weighed.json", content: JSON.stringify({ kind: "failed", why: "no config." }) }]);
    // Of an attempt that this event is not about, and such as are none of ours.
    upload(github, "web", files(CASES.fail), 3);
    for (const name of ["weighbridge-report-Web-1", "weighbridge-report-web-0", "weighbridge-report-../x-1", "logs"])
      addArtifact(github.state, { name, runId: 300, zip: createZip(files(CASES.fail)) });
    return github;
  };

  test("have a comment each, of the newest attempt that has one, and none touches another's", async () => {
    await using github = await three();
    await report(github);
    const heads = () => comments(github).map(([, body]) => body.split("\n").slice(0, 2).join(" "));
    const expected = [
      expect.stringMatching(/gate=api run=300\.2 --> ### ✅/),
      expect.stringMatching(/gate=api-2 run=300\.2 --> ### ✅/),
      expect.stringMatching(/gate=web run=300\.2 --> ### 🛑 Could not measure .*: no config\./),
    ];
    expect(heads()).toEqual(expected);
    await report(github, { gate: "api" });
    expect(heads()).toEqual(expected);
    expect(writes(github).map(({ operation }) => operation)).toEqual(Array(3).fill("issues/create-comment"));
  });

  test("and what waited for a gate that there is not is withdrawn; other runs' words stay", async () => {
    await using github = await three();
    await report(github, {}, announceRun);
    expect(comments(github)).toEqual([[7, expect.stringMatching(/gate=default run=300\.2 -->\n### ⏳/)]]);
    await report(github);
    expect(comments(github).map(([, body]) => body.split(" ")[2])).toEqual(["gate=api", "gate=api-2", "gate=web"]);
    const older = "<!-- weighbridge gate=default run=299.1 -->\nolder";
    addComment(github.state, older);
    await report(github);
    expect(comments(github).at(-1)).toEqual([7, older]);
  });

  test("or one for all, the worst first", async () => {
    await using github = await three();
    await report(github, { join: true });
    const [[, body], ...others] = comments(github) as [readonly [number, string]];
    expect(others).toEqual([]);
    expect(body).toMatch(/^<!-- weighbridge gate=_joined run=300\.2 -->\n/);
    const order = ["**web**", "**api**", "**api-2**"].map((gate) => body.indexOf(gate));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
  });

  test("of one that asks for more than anybody reads, some are left out by name", async () => {
    await using github = await withFork();
    for (let at = 0; at < 30; at++) upload(github, `g${at}`, files({ ...CASES.pass, head: own }));
    const { lines } = await report(github, { join: true });
    expect(lines).toEqual(["Run 300 has reports of 30 gates; the first 20 are read."]);
    expect(Buffer.byteLength(comments(github)[0]![1])).toBeLessThan(65_536);
  });
});

describe("what a run uploads is data", () => {
  const HOSTILE =
    "</details><img src=x onerror=alert(1)> <!-- weighbridge gate=default run=999.1 --> ![x](http://e.vil/p.png) [y](http://e.vil) https://e.vil @octo/admins #1 &commat;octo\n\n# Title\n| a | b |\n\u202E::error::x";

  /** Every string of a verdict that no schema narrows. */
  function hostile(value: unknown, key = ""): unknown {
    const fixed = ["kind", "verdict", "rung", "side", "how", "unit", "change", "role", "scale", "better", "level"];
    const narrow = [...fixed, "operator", "outcome", "onInconclusive", "configFrom", "gate", "ended", "finished"];
    if (typeof value === "string") {
      if (narrow.includes(key)) return value;
      return /^[^/@]+\/[^/@]+@/.test(value) ? `${value.split("@")[0]}@${HOSTILE}` : HOSTILE;
    }
    if (Array.isArray(value)) return value.map((one) => hostile(one, key));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hostile(inner, name)]));
  }

  test.each(Object.keys(CASES))(
    "HTML and Markdown in every string of %s stay words",
    { tags: ["T6"] },
    async (name) => {
      await using github = await withFork();
      const claimed = hostile({ ...CASES[name], head: own }) as Record<string, unknown>;
      upload(github, "default", files({ ...claimed, head: { ...own, ref: HOSTILE, subject: HOSTILE } }));
      await report(github);
      const [, body] = comments(github)[0]!;
      expect(body).toMatch(/^<!-- weighbridge gate=default run=300\.1 -->\n### /);
      // It was a verdict, not a refusal.
      if (CASES[name]!.verdict !== "error") expect(body).not.toContain("Could not measure");
      expect(body.match(/<!--/g)).toHaveLength(1);
      expect(body).not.toMatch(/@octo|#1\b|\u202E|^::/mu);
      for (const node of nodesOf(body.split("\n").slice(1).join("\n"))) {
        expect(["image", "imageReference", "linkReference", "definition"]).not.toContain(node.type);
        if (node.type === "link") expect(node.url).toMatch(/^https:\/\/github\.test\/octo\/shop\//);
        if (node.type === "html") expect(node.value).toMatch(/^<\/?(?:details|summary|sub|br)\b[^<>]*>/);
      }
    },
  );

  test("a number or a comment in it is nobody's business", { tags: ["T5", "T6"] }, async () => {
    await using github = await withFork();
    addComment(github.state, "ours?", { login: "octo", type: "User" }, 8);
    const forged = { name: "comment.md", content: "# Merge #8, @octo" };
    const pull = { name: "pull-request.txt", content: "8" };
    upload(github, "default", [...files({ ...CASES.pass, head: own }), forged, pull]);
    await report(github);
    expect(comments(github)).toEqual([
      [8, "ours?"],
      [7, expect.not.stringContaining("Merge")],
    ]);
    // In the verdict itself it is no verdict.
    upload(github, "forged", files({ ...CASES.pass, head: own, pull: 8 }));
    await report(github, { gate: "forged" });
    expect(comments(github).at(-1)).toEqual([7, expect.stringMatching(/🛑 Could not measure .*unknown key pull/)]);
    expect(comments(github).filter(([issue]) => issue === 8)).toHaveLength(1);
  });

  test.each([
    ["16 MiB less a byte", -1, /### ✅/],
    ["16 MiB", 0, /### ✅/],
    ["16 MiB and a byte", 1, /larger than 16777216 bytes/],
  ])("a verdict that unpacks to %s is read, or refused by its size", { tags: ["L10", "T6"] }, async (_, more, said) => {
    await using github = await withFork();
    const text = JSON.stringify({ ...CASES.pass, head: own });
    const content = `${text}${" ".repeat(16 * 2 ** 20 + more - Buffer.byteLength(text))}`;
    upload(github, "default", [files({})[0]!, { name: "verdict.json", content }]);
    await report(github);
    expect(comments(github)[0]![1]).toMatch(said);
  });

  test("nor is a fork found again whose owner was renamed since: nothing is written", { tags: ["T5"] }, async () => {
    await using github = await withFork();
    github.state.pulls.splice(0, 1, createPull({ ...FORK, headOwner: "renamed", headRef: "main" }));
    upload(github, "default", files({ ...CASES.fail, head: own }));
    expect(await report(github)).toMatchObject({ kind: "none", why: expect.stringContaining("stranger:main") });
    expect(writes(github)).toEqual([]);
  });

  const [weighed, verdict] = files({ ...CASES.pass, head: own }) as [ZipEntry, ZipEntry];
  test.each<[string, readonly ZipEntry[], RegExp]>([
    ["leads out of its folder", [weighed, verdict, { name: "../../x", content: "" }], /invalid relative path/],
    ["holds an absolute path", [weighed, verdict, { name: "/etc/x", content: "" }], /absolute path/],
    ["holds a link", [weighed, { ...verdict, mode: 0o120777 }], /is a link/],
    [
      "unpacks to more than is read",
      [weighed, { name: "verdict.json", content: Buffer.alloc(17 * 2 ** 20) }],
      /larger than/,
    ],
    [
      "holds more files than ours",
      [weighed, ...Array.from({ length: 101 }, (_, at) => ({ name: `${at}`, content: "" }))],
      /102 entries/,
    ],
    ["has no verdict", [weighed], /verdict\.json/],
    [
      "has a number that is none",
      [
        weighed,
        {
          name: "verdict.json",
          content: JSON.stringify(verdictOf()).replace(/"falseAlarms":[\d.]+/, '"falseAlarms":1e999'),
        },
      ],
      /falseAlarms/,
    ],
    ["has a prototype", [weighed, { name: "verdict.json", content: '{"__proto__":{"kind":"verdict"}}' }], /__proto__/],
    ["is cut short", [weighed, { ...verdict, content: verdict.content.slice(0, 100) }], /not JSON/],
  ])("an artifact that %s is refused in words", { tags: ["T6", "T8"] }, async (_, entries, why) => {
    await using github = await withFork();
    upload(github, "default", entries);
    const { lines } = await report(github);
    expect(lines).toEqual([expect.stringMatching(why)]);
    const [[, body]] = comments(github) as [readonly [number, string]];
    expect(body).toMatch(/### 🛑 Could not measure `aaaaaaaaaa`: /);
    expect(body.length).toBeLessThan(2000);
  });
});

test("one pull request that cannot be written on costs the other nothing", async () => {
  await using github = await withFork();
  github.state.pulls.push(createPull({ ...FORK, number: 9, headRef: "main", baseRef: "release" }));
  github.state.pulls[0]!.locked = true;
  upload(github, "default", files({ ...CASES.pass, head: own }));
  const reported = await report(github);
  expect(reported).toMatchObject({
    posted: [
      { number: 7, result: { status: 403 } },
      { number: 9, result: { kind: "created" } },
    ],
  });
  expect(comments(github).map(([issue]) => issue)).toEqual([9]);
});

test("GitHub's merge of the commit is asked for by its own name; a policy of silence asks nothing", async () => {
  await using github = await withFork();
  const merge = "d".repeat(40);
  github.state.commits.set(merge, ["b".repeat(40), HEAD]);
  upload(github, "default", files({ ...CASES.pass, head: { ...own, commit: merge } }));
  await report(github);
  expect(comments(github)[0]![1]).not.toContain("neither");
  const before = github.requests.length;
  expect(await report(github, { comment: "never" })).toMatchObject({ kind: "none" });
  // The run itself, which the test asks for.
  expect(github.requests.length).toBe(before + 1);
});

test.each([
  ["a fork", FORK],
  ["a branch here", { ...FORK, headOwner: "octo", headRepositoryId: 42 }],
])("of an override that the report of %s names, GitHub's words count, or none", async (_, from) => {
  const label = "weighbridge-override";
  const pulls = [createPull({ ...from, headRef: "main", labels: [label] })];
  const runs = [createRun({ ...from, id: 300, event: "pull_request", headBranch: "main" })];
  await using github = await withFork(1, { runs, pulls, roles: { boss: "maintain" } });
  const at = { commit: HEAD, url: "https://e.vil/", at: "2026-01-31T12:00:00Z" };
  const forged = { by: "octo", permission: "admin", reason: "forged", ...at };
  const claimed = { ...CASES.fail, head: own, blocks: false, override: forged };
  upload(github, "default", files(claimed));
  const override = { label, permission: "maintain" } as const;
  const body = async (over: Partial<FromRun> = {}) => {
    await report(github, over);
    return comments(github).at(-1)![1];
  };
  // Nobody has said it.
  for (const over of [{ override }, {}]) {
    const said = await body(over);
    expect(said).toContain("That somebody let this pass is left out");
    expect(said).not.toMatch(/forged|Overridden/);
  }
  github.state.comments.length = 0;
  addComment(github.state, `/weighbridge override ${HEAD} Needed now.`, { login: "boss", type: "User" });
  const said = await body({ override });
  expect(said).toMatch(/Overridden[\s\S]*boss[\s\S]*Needed now/);
  expect(said).not.toMatch(/forged|left out|e\.vil/);
});
