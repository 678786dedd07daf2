import { expect, test } from "vitest";
import { artifactName, artifactStore } from "../../src/baseline/artifact.ts";
import { DataError, GitHubError } from "../../src/errors.ts";
import { type Artifact, downloadArtifact, listArtifacts, listRunArtifacts } from "../../src/github/artifacts.ts";
import { readRun } from "../../src/github/runs.ts";
import { baselineText } from "../../src/stored/baseline.ts";
import { job } from "../baseline/make.ts";
import type { Fault } from "../helpers/github/faults.ts";
import { type FakeGitHub, fakeGitHub } from "../helpers/github/index.ts";
import { addArtifact, createRun, type FakeArtifact, SHA, TOKEN } from "../helpers/github/state.ts";
import { createZip } from "../helpers/zip.ts";
import { REPOSITORY, testClient } from "./clients.ts";

const NAME = "weighbridge-baseline-api";
const FILE = "baseline.json";
const ZIP = createZip([{ name: FILE, content: '{"kind":"baseline"}' }]);
const LIST = "actions/list-artifacts-for-repo";
const LIST_RUN = "actions/list-workflow-run-artifacts";
const STORAGE = "storage";
const REDIRECT = "actions/download-artifact";

async function stored(overrides: Partial<FakeArtifact> = {}): Promise<FakeGitHub & { readonly first: Artifact }> {
  const github = await fakeGitHub();
  addArtifact(github.state, { name: NAME, zip: ZIP, ...overrides });
  const [first] = await listArtifacts(testClient(github), REPOSITORY, NAME);
  return { ...github, first: first! };
}

const download = (github: FakeGitHub & { readonly first: Artifact }, limits?: Parameters<typeof downloadArtifact>[4]) =>
  downloadArtifact(testClient(github), REPOSITORY, github.first, FILE, limits);

test("lists what is needed to judge an artifact, of this very name, over all pages, newest first", async () => {
  await using github = await fakeGitHub({
    state: { runs: [createRun({}), createRun({ id: 101, headBranch: null, headRepositoryId: 43 })] },
  });
  addArtifact(github.state, { name: `${NAME}-2`, zip: ZIP });
  addArtifact(github.state, { name: NAME, zip: ZIP });
  addArtifact(github.state, { name: NAME, zip: ZIP, runId: 101, digest: null, expired: true });
  for (let i = 0; i < 120; i++) addArtifact(github.state, { name: "decoy", zip: ZIP });
  const listed = await listArtifacts(testClient(github), REPOSITORY, NAME);
  expect(listed).toMatchObject([
    { id: 1003, expired: true, digest: null, run: { id: 101, headRepositoryId: 43, headBranch: null } },
    {
      id: 1002,
      name: NAME,
      bytes: ZIP.length,
      expired: false,
      createdAt: expect.stringMatching(/^2026-/),
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      run: { id: 100, repositoryId: 42, headRepositoryId: 42, headBranch: "main", headSha: SHA },
    },
  ]);
  expect(await listArtifacts(testClient(github), REPOSITORY, "decoy")).toHaveLength(120);
  const path = ["artifacts", 0, "name"];
  github.fail({ on: LIST, at: "after", fault: { kind: "field", path, value: "of a server without the filter" } });
  expect(await listArtifacts(testClient(github), REPOSITORY, NAME)).toHaveLength(1);
});

test("an artifact whose run is not told has nothing to be trusted by", { tags: ["T7"] }, async () => {
  await using github = await fakeGitHub({ state: { runs: [] } });
  addArtifact(github.state, { name: NAME, zip: ZIP });
  const [artifact] = await listArtifacts(testClient(github), REPOSITORY, NAME);
  expect(artifact!.run).toEqual({
    id: null,
    repositoryId: null,
    headRepositoryId: null,
    headBranch: null,
    headSha: null,
  });
});

test("lists what one run has uploaded under this very name, by one call", async () => {
  await using github = await fakeGitHub({ state: { runs: [createRun({}), createRun({ id: 101 })] } });
  addArtifact(github.state, { name: NAME, zip: ZIP });
  addArtifact(github.state, { name: NAME, zip: ZIP, runId: 101 });
  addArtifact(github.state, { name: NAME, zip: ZIP, runId: 101 });
  for (let i = 0; i < 120; i++) addArtifact(github.state, { name: "decoy", zip: ZIP, runId: 101 });
  const listed = await listRunArtifacts(testClient(github), REPOSITORY, 101, NAME);
  expect(listed.map(({ id, run }) => [id, run.id])).toEqual([
    [1003, 101],
    [1002, 101],
  ]);
  expect(github.requests.map(({ operation }) => operation)).toEqual([LIST_RUN]);
  expect(await listRunArtifacts(testClient(github), REPOSITORY, 100, "decoy")).toEqual([]);
  const path = ["artifacts", 0, "name"];
  github.fail({ on: LIST_RUN, at: "after", fault: { kind: "field", path, value: "of a server without the filter" } });
  expect(await listRunArtifacts(testClient(github), REPOSITORY, 101, NAME)).toHaveLength(1);
});

test("reads the newest three hundred", async () => {
  await using github = await fakeGitHub();
  for (let i = 0; i < 305; i++) addArtifact(github.state, { name: NAME, zip: Buffer.alloc(0), digest: null });
  const listed = await listArtifacts(testClient(github), REPOSITORY, NAME);
  expect(listed).toHaveLength(300);
  expect([listed[0]!.id, listed.at(-1)!.id]).toEqual([1305, 1006]);
  expect(github.requests).toHaveLength(3);
});

test("downloads the one file, and shows the token to the API only", { tags: ["T13"] }, async () => {
  await using github = await stored();
  expect(await download(github)).toBe('{"kind":"baseline"}');
  expect(github.requests.map(({ operation, authorization }) => [operation, authorization])).toEqual([
    [LIST, `token ${TOKEN.value}`],
    [REDIRECT, `token ${TOKEN.value}`],
    [STORAGE, null],
  ]);
});

test("an expired one is gone, by the list or by 410", { tags: ["R5"] }, async () => {
  await using listed = await stored({ expired: true });
  await expect(download(listed)).rejects.toMatchObject({ name: "GitHubError", kind: "gone" });
  expect(listed.requests).toHaveLength(1);
  await using met = await stored();
  met.state.artifacts[0]!.expired = true;
  await expect(download(met)).rejects.toMatchObject({ name: "GitHubError", kind: "gone", status: 410 });
});

test("without the permission it is named", async () => {
  await using github = await stored();
  github.state.token = { ...TOKEN, permissions: {} };
  const needs = "the job needs `permissions: { actions: read }`.";
  await expect(download(github)).rejects.toThrow(needs);
  github.state.repository.private = true;
  await expect(listArtifacts(testClient(github), REPOSITORY, NAME)).rejects.toThrow(needs);
  await expect(listRunArtifacts(testClient(github), REPOSITORY, 100, NAME)).rejects.toThrow(needs);
});

const redirect = (location: string): Fault => ({ kind: "answer", status: 302, headers: { location } });

test.each<[name: string, on: string, fault: Fault, message: RegExp]>([
  [
    "to plain http",
    REDIRECT,
    redirect("http://storage.invalid/zip"),
    /it leads to http:\/\/storage\.invalid, which is not https/,
  ],
  ["to a file", REDIRECT, redirect("file:///etc/passwd"), /which is not https/],
  ["to nothing readable", REDIRECT, redirect("http://["), /the answer is not as described/],
  ["nowhere", REDIRECT, { kind: "answer", status: 302 }, /the answer is not as described/],
  ["not at all", REDIRECT, { kind: "answer", status: 200 }, /the answer is not as described/],
  ["on to plain http", STORAGE, redirect("http://storage.invalid/zip"), /which is not https/],
  ["in a circle", STORAGE, redirect("/zips/1001?again"), /it is redirected more than 3 times/],
  ["to storage that refuses", STORAGE, { kind: "answer", status: 403 }, /the storage http:\S+ answered 403/],
])("refuses to be led %s", async (_, on, fault, message) => {
  await using github = await stored();
  github.fail({ on, fault });
  const downloading = download(github);
  await expect(downloading).rejects.toThrow(GitHubError);
  await expect(downloading).rejects.toThrow(message);
  expect(github.requests.filter(({ operation }) => operation === STORAGE).length).toBeLessThanOrEqual(4);
});

test("follows three redirects of the storage", async () => {
  await using github = await stored();
  github.fail({ on: STORAGE, times: 3, fault: redirect("/zips/1001?again") });
  expect(await download(github)).toBe('{"kind":"baseline"}');
});

test.each<[name: string, fault: Fault]>([
  ["reset", { kind: "reset" }],
  ["cut", { kind: "cut" }],
])("a connection that is %s gives no part of the file", { tags: ["R3"] }, async (_, fault) => {
  await using github = await stored();
  github.fail({ on: STORAGE, fault });
  await expect(download(github)).rejects.toMatchObject({ name: "GitHubError", kind: "unreachable" });
});

test("stops at the size limits, whatever is declared", { tags: ["L10", "T8"] }, async () => {
  await using github = await stored();
  await expect(download(github, { packed: ZIP.length - 1, unpacked: 1000 })).rejects.toThrow(GitHubError);
  await expect(download(github, { packed: ZIP.length, unpacked: 18 })).rejects.toThrow(DataError);
  expect(await download(github, { packed: ZIP.length, unpacked: 19 })).toBe('{"kind":"baseline"}');
});

const MB = 2 ** 20;

/** A zip of exactly so many bytes, of which the file is a few. */
function zipOf(bytes: number): Buffer {
  const [file, filler] = [{ name: FILE, content: "{}" }, "filler"];
  const frame = createZip([file, { name: filler, content: "", method: 0 }]).length;
  return createZip([file, { name: filler, content: Buffer.alloc(bytes - frame), method: 0 }]);
}

test.each([
  ["16 MiB less a byte", 16 * MB - 1, true],
  ["16 MiB", 16 * MB, true],
  ["16 MiB and a byte", 16 * MB + 1, false],
])(
  "a zip of %s: read or refused, as it is larger than the limit or not",
  { tags: ["L10", "T8"] },
  async (_, bytes, isRead) => {
    await using github = await stored({ zip: zipOf(bytes) });
    if (isRead) expect(await download(github)).toBe("{}");
    else await expect(download(github)).rejects.toThrow("it is larger than 16777216 bytes");
  },
);

test.each([
  ["64 MiB less a byte", 64 * MB - 1, true],
  ["64 MiB", 64 * MB, true],
  ["64 MiB and a byte", 64 * MB + 1, false],
])("a file that unpacks to %s: read or refused", { tags: ["L10", "T8"] }, async (_, bytes, isRead) => {
  await using github = await stored({ zip: createZip([{ name: FILE, content: Buffer.alloc(bytes, 32) }]) });
  if (isRead) expect(await download(github)).toHaveLength(bytes);
  else await expect(download(github)).rejects.toThrow("its file baseline.json is larger than 67108864 bytes");
});

test("of baselines, the next older serves where the newest has expired, is cut or is a decoy", {
  tags: ["R5", "R6", "T7"],
}, async () => {
  const fork = createRun({ id: 101, event: "pull_request", headRepositoryId: 43, headOwner: "stranger" });
  await using github = await fakeGitHub({ state: { runs: [createRun({}), fork] } });
  const baselineOf = (run: string) => createZip([{ name: FILE, content: baselineText("default", [job({ run })]) }]);
  const name = artifactName("default");
  for (const run of ["oldest", "older", "cut", "gone", "decoy"])
    addArtifact(github.state, { name, zip: baselineOf(run), runId: run === "decoy" ? 101 : 100 });
  const [, , cut, gone] = github.state.artifacts;
  cut!.zip = cut!.zip.subarray(0, cut!.zip.length / 2);
  const client = testClient(github);
  const listed = await listArtifacts(client, REPOSITORY, name);
  gone!.expired = true;
  const source = {
    // As it was a moment ago: the download then says 410.
    listArtifacts: async () => listed,
    readRun: (id: number) => readRun(client, REPOSITORY, id),
    download: (artifact: Artifact, file: string) => downloadArtifact(client, REPOSITORY, artifact, file),
  };
  const trust = { repositoryId: 42, branches: ["main"], workflow: ".github/workflows/gate.yml" };
  const { snapshots, notices } = await artifactStore(source, trust, "unused", "default").read();
  expect(snapshots.map((one) => one.job.run).sort()).toEqual(["older", "oldest"]);
  expect(notices).toEqual([
    `1 artifact named ${name} came from elsewhere and was not read.`,
    expect.stringMatching(/^A stored baseline was passed over: The artifact weighbridge-baseline-default \(1003\)/),
  ]);
  expect(github.requests.filter(({ operation }) => operation === STORAGE)).toHaveLength(3);
});

test("a zip with another digest than the listed one is not opened", { tags: ["R6"] }, async () => {
  await using github = await stored({ digest: `sha256:${"0".repeat(64)}` });
  const downloading = download(github);
  await expect(downloading).rejects.toThrow(DataError);
  await expect(downloading).rejects.toThrow(
    /has the digest sha256:[0-9a-f]{64}, GitHub lists sha256:0{64}: it was not used/,
  );
});

test("where no digest is listed, the zip's own checks remain", { tags: ["R6"] }, async () => {
  await using good = await stored({ digest: null });
  expect(await download(good)).toBe('{"kind":"baseline"}');
  await using bad = await stored({ digest: null, zip: ZIP.subarray(0, ZIP.length - 30) });
  await expect(download(bad)).rejects.toThrow(/^The artifact weighbridge-baseline-api \(1001\) cannot be used: /);
});

test("a list that is not as described is named by its field", async () => {
  await using github = await stored();
  const path = ["artifacts", 0, "expired"];
  github.fail({ on: LIST, at: "after", fault: { kind: "field", path, value: "no" } });
  await expect(listArtifacts(testClient(github), REPOSITORY, NAME)).rejects.toThrow("`0.expired` of the answer");
});
