/** Deliveries over a network that fails in every way that toxiproxy knows. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FakeGitHub, fakeGitHub } from "../helpers/github/index.ts";
import { addArtifact, createPull, createRun, TOKEN } from "../helpers/github/state.ts";
import { runCli } from "../helpers/mini.ts";
import { runner } from "../helpers/report-step.ts";
import { type Toxic, type Toxiproxy, toxiproxy } from "../helpers/toxiproxy.ts";
import { createZip } from "../helpers/zip.ts";
import { CASES } from "../report/verdicts.ts";

const HEAD = "a".repeat(40);
const blocked = { ...CASES.fail!, head: { ...CASES.fail!.head, commit: HEAD } };

/** The step of the action, with comment and check; or the command line, with the comment of another run. */
type By = "step" | "command";

interface Delivery {
  readonly by: By;
  readonly toxic: Toxic;
  /** Whether the network works again while it is still being tried. */
  readonly heals: boolean;
}

interface Told {
  readonly delivery: Delivery;
  /** What is wrong: of the verdict, of what it said of itself, of what lies at GitHub afterwards. */
  readonly wrong: readonly string[];
  readonly arrived: { readonly comments: number; readonly checks: number };
  readonly seconds: number;
}

/** What one side of a healthy delivery sends, in bytes. */
type Sizes = Readonly<Record<Toxic["stream"], number>>;

async function github(): Promise<FakeGitHub> {
  const runs = [createRun({ id: 300, event: "pull_request", headBranch: "change", headSha: HEAD })];
  const fake = await fakeGitHub({ state: { runs, pulls: [createPull({ headSha: HEAD })] } });
  const zip = createZip([
    { name: "weighed.json", content: JSON.stringify({ kind: "weighed" }) },
    { name: "verdict.json", content: JSON.stringify(blocked) },
  ]);
  addArtifact(fake.state, { name: "weighbridge-report-default-1", runId: 300, zip });
  return fake;
}

/** One attempt by way of `apiUrl`; what is wrong with what it says of itself. */
type Attempt = (apiUrl: string) => Promise<readonly string[]>;

const unless = (isRight: boolean, fault: string) => (isRight ? [] : [fault]);

async function byStep(job: Awaited<ReturnType<typeof runner>>, fake: FakeGitHub, apiUrl: string) {
  const { code, outputs, summary, log } = await job.report({ apiUrl });
  const page = await readFile(outputs["report-path"] ?? "", "utf8").catch(() => "");
  const xml = await readFile(outputs["junit-path"] ?? "", "utf8").catch(() => "");
  const isSaid = (failed: string) => log.includes(`::warning::${failed}: GitHub: `);
  return [
    ...unless(code === 0, `exit code ${code}: ${log}`),
    ...unless(outputs.verdict === "fail" && outputs.blocks === "true", "outputs"),
    ...unless(summary?.startsWith("### ❌ Blocked") ?? false, "summary"),
    ...unless(page.startsWith("### ❌ Blocked") && xml.includes("<failure "), "files"),
    ...unless(fake.state.comments.length === 1 || isSaid("The comment was not written"), "a comment lost in silence"),
    ...unless(fake.state.checks.length === 1 || isSaid("The check run was not written"), "a check lost in silence"),
  ];
}

async function byCommand(fake: FakeGitHub, apiUrl: string) {
  const env = { GITHUB_API_URL: apiUrl, GH_TOKEN: TOKEN.value, GITHUB_REPOSITORY: "octo/shop" };
  const { code, stdout, stderr } = await runCli(tmpdir(), ["report", "--from-run", "300"], env);
  const isWritten = /^The comment of default on #7: (?:created|updated|unchanged), /.test(stdout);
  return [
    ...unless(code === (isWritten ? 0 : 2), `exit code ${code}: ${stdout}${stderr}`),
    ...unless(isWritten || /GitHub: could not /.test(stdout + stderr), "a failure without a word"),
    ...unless(!isWritten || fake.state.comments.length === 1, "a comment that is not there"),
  ];
}

/** Uses `attempt` in a fresh place, in which the second one is a repetition. */
async function prepared<Result>(by: By, fake: FakeGitHub, use: (attempt: Attempt) => Promise<Result>): Promise<Result> {
  if (by === "command") return use((apiUrl) => byCommand(fake, apiUrl));
  await using job = await runner();
  await job.weighed(blocked);
  return await use((apiUrl) => byStep(job, fake, apiUrl));
}

function faultsAt({ state }: FakeGitHub): readonly string[] {
  const { comments, checks } = state;
  const isRight = ({ body }: (typeof comments)[number]) => /^<!-- weighbridge .* -->\n### ❌ Blocked/.test(body);
  return [
    ...unless(comments.length <= 1 && checks.length <= 1, `${comments.length} comments, ${checks.length} checks`),
    ...unless(comments.every(isRight), "another comment than that of the verdict"),
    ...unless(
      checks.every(({ fields }) => fields.conclusion === "failure"),
      "another check than that of the verdict",
    ),
  ];
}

/** The service is there again within what is waited between attempts. */
const HEALS_AFTER = 4_000;

async function deliver(network: Toxiproxy, delivery: Delivery): Promise<Told> {
  const { by, toxic, heals } = delivery;
  await using fake = await github();
  await using line = await network.lineTo(fake.apiUrl, [toxic]);
  return await prepared(by, fake, async (attempt) => {
    const begun = performance.now();
    const timer = heals ? setTimeout(() => line.heal(), HEALS_AFTER) : undefined;
    const said = await attempt(line.url);
    clearTimeout(timer);
    const seconds = (performance.now() - begun) / 1000;
    const wrong = [...said, ...faultsAt(fake)];
    const arrived = { comments: fake.state.comments.length, checks: fake.state.checks.length };
    // What was stored without an answer is found again.
    const again = await attempt(fake.apiUrl);
    const once = fake.state.comments.length === 1 && fake.state.checks.length === (by === "step" ? 1 : 0);
    return {
      delivery,
      wrong: [...wrong, ...again, ...faultsAt(fake), ...unless(once, "not once after a second delivery")],
      arrived,
      seconds,
    };
  });
}

/** A few at a time: most of them only wait. */
async function deliverAll(network: Toxiproxy, all: readonly Delivery[]): Promise<readonly Told[]> {
  const queue = [...all];
  const told: Told[] = [];
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) told.push(await deliver(network, next));
  };
  await Promise.all(Array.from({ length: 12 }, worker));
  return told;
}

const STREAMS = ["upstream", "downstream"] as const;

const toxic = (type: Toxic["type"], stream: Toxic["stream"], attributes: Toxic["attributes"]): Toxic => ({
  type,
  stream,
  attributes,
});

/** Both ways, for each of the attributes. */
const bothWays = (type: Toxic["type"], attributes: readonly Toxic["attributes"][]): readonly Toxic[] =>
  STREAMS.flatMap((stream) => attributes.map((one) => toxic(type, stream, one)));

const TENTHS = Array.from({ length: 10 }, (_, at) => (at + 1) / 10);
const cut = (stream: Toxic["stream"], size: number, part: number): Toxic =>
  toxic("limit_data", stream, { bytes: Math.max(1, Math.floor(size * part)) });

function hundred(sizes: Readonly<Record<By, Sizes>>): readonly Delivery[] {
  const cuts = (by: By) => STREAMS.flatMap((stream) => TENTHS.map((part) => cut(stream, sizes[by][stream], part)));
  const lasting: readonly Toxic[] = [
    ...bothWays("latency", [
      { latency: 100 },
      { latency: 500, jitter: 400 },
      { latency: 1_500 },
      { latency: 5_000 },
      { latency: 30_000 },
    ]),
    ...bothWays("bandwidth", [{ rate: 1 }, { rate: 4 }, { rate: 16 }, { rate: 64 }]),
    ...bothWays("reset_peer", [
      { timeout: 0 },
      { timeout: 20 },
      { timeout: 100 },
      { timeout: 500 },
      { timeout: 2_000 },
    ]),
    ...bothWays("timeout", [{ timeout: 0 }, { timeout: 100 }, { timeout: 1_000 }, { timeout: 5_000 }]),
    ...bothWays("slicer", [
      { average_size: 1, delay: 200 },
      { average_size: 16, size_variation: 8, delay: 1_000 },
      { average_size: 256, size_variation: 128, delay: 10_000 },
      { average_size: 1_400, size_variation: 700, delay: 50_000 },
    ]),
    ...cuts("step"),
  ];
  const passing: readonly Toxic[] = [
    ...bothWays("reset_peer", [{ timeout: 0 }, { timeout: 100 }]),
    ...bothWays("timeout", [{ timeout: 0 }, { timeout: 100 }]),
    ...STREAMS.flatMap((stream) => [0.1, 0.3, 0.5, 0.7].map((part) => cut(stream, sizes.step[stream], part))),
  ];
  return [
    ...lasting.map((one): Delivery => ({ by: "step", toxic: one, heals: false })),
    ...passing.map((one): Delivery => ({ by: "step", toxic: one, heals: true })),
    ...cuts("command").map((one): Delivery => ({ by: "command", toxic: one, heals: false })),
  ];
}

/** How many bytes go which way when nothing is wrong. */
async function measured(by: By): Promise<Sizes> {
  await using fake = await github();
  const sizes = { upstream: 0, downstream: 0 };
  const relay = createServer((inner) => {
    const outer = connect(Number(new URL(fake.apiUrl).port), "127.0.0.1");
    inner.on("data", (data) => (sizes.upstream += data.length)).pipe(outer);
    outer.on("data", (data) => (sizes.downstream += data.length)).pipe(inner);
    inner.on("error", () => outer.destroy());
    outer.on("error", () => inner.destroy());
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => relay.once("listening", resolve));
  const { port } = relay.address() as { readonly port: number };
  const faults = await prepared(by, fake, (attempt) => attempt(`http://127.0.0.1:${port}`));
  await new Promise((resolve) => relay.close(resolve));
  expect([faults, faultsAt(fake)]).toEqual([[], []]);
  return sizes;
}

/** Three minutes with GitHub, one wait more, and the rest of the step, on a machine that has much to do. Seconds. */
const LONGEST = 300;

const ofWrong = (told: readonly Told[]) => told.filter(({ wrong }) => wrong.length > 0);

/** By kind of fault: for docs/reliability.md. */
function table(told: readonly Told[]): string {
  const kindOf = ({ by, toxic, heals }: Delivery) => `${toxic.type}${heals ? ", passing" : ""}, by the ${by}`;
  const kinds = [...new Set(told.map(({ delivery }) => kindOf(delivery)))];
  const rows = kinds.map((kind) => {
    const own = told.filter(({ delivery }) => kindOf(delivery) === kind);
    const sum = (count: (one: Told) => number) => own.reduce((total, one) => total + count(one), 0);
    const right = own.filter(({ wrong }) => wrong.length === 0).length;
    const slowest = Math.max(...own.map(({ seconds }) => seconds)).toFixed(0);
    const checks = own[0]!.delivery.by === "step" ? sum(({ arrived }) => arrived.checks) : "–";
    return `| ${kind} | ${own.length} | ${right} | ${sum(({ arrived }) => arrived.comments)} | ${checks} | ${slowest} s |`;
  });
  return [
    "| fault | deliveries | right | comments | checks | slowest |",
    "| - | -: | -: | -: | -: | -: |",
    ...rows,
    "",
  ].join("\n");
}

describe("over a network that fails", () => {
  let network: Toxiproxy;
  let sizes: Readonly<Record<By, Sizes>>;
  beforeAll(async () => {
    network = await toxiproxy();
    sizes = { step: await measured("step"), command: await measured("command") };
  });
  afterAll(() => network[Symbol.asyncDispose]());

  test("a dozen deliveries: the verdict is right in all, each comment and check is there once at most, and nothing is lost in silence", {
    tags: ["R2", "R3", "R26"],
  }, async () => {
    const step = (one: Toxic, heals = false): Delivery => ({ by: "step", toxic: one, heals });
    const told = await deliverAll(network, [
      step(toxic("latency", "downstream", { latency: 500 })),
      step(toxic("bandwidth", "upstream", { rate: 16 })),
      step(toxic("slicer", "downstream", { average_size: 16, size_variation: 8, delay: 1_000 })),
      step(toxic("reset_peer", "upstream", { timeout: 0 })),
      step(toxic("reset_peer", "downstream", { timeout: 0 }), true),
      step(cut("downstream", sizes.step.downstream, 0.3)),
      step(cut("downstream", sizes.step.downstream, 0.6)),
      step(cut("downstream", sizes.step.downstream, 0.9)),
      step(toxic("timeout", "upstream", { timeout: 100 }), true),
      step(cut("upstream", sizes.step.upstream, 0.5)),
      { by: "command", toxic: cut("downstream", sizes.command.downstream, 0.5), heals: false },
      { by: "command", toxic: cut("upstream", sizes.command.upstream, 0.5), heals: false },
    ]);
    expect(ofWrong(told)).toEqual([]);
    const healed = told.filter(({ delivery }) => delivery.heals).map(({ arrived }) => arrived);
    expect(healed).toEqual([
      { comments: 1, checks: 1 },
      { comments: 1, checks: 1 },
    ]);
  });

  // Minutes: `./scripts/test.sh --long`.
  test.runIf(process.env.WEIGHBRIDGE_LONG)(
    "a hundred deliveries, none of which takes longer than it may",
    {
      tags: ["R2", "R3", "R26"],
      timeout: 1_800_000,
    },
    async () => {
      const all = hundred(sizes);
      expect(all).toHaveLength(100);
      const told = await deliverAll(network, all);
      const folder = join(import.meta.dirname, "../../test-artifacts");
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, "toxiproxy.md"), table(told));
      expect(ofWrong(told)).toEqual([]);
      expect(told.filter(({ seconds }) => seconds > LONGEST)).toEqual([]);
      // Of a cut that lets reads pass, a write may have been given up before.
      for (const { delivery, arrived } of told)
        if (delivery.heals && delivery.toxic.type !== "limit_data")
          expect([delivery, arrived]).toEqual([delivery, { comments: 1, checks: 1 }]);
    },
  );
});
