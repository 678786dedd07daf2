/**
 * What the action costs beside measuring, on the demo: a push that stores a baseline, then its pull request, twice, by act
 * against the fake GitHub. `npx tsx bench/action/overhead.ts` (act on PATH or in WEIGHBRIDGE_ACT; about 15 minutes).
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createDemoRepository } from "../../src/demo/repository.ts";
import { readZipEntry } from "../../src/github/zip.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import { gitIn, type Job, type JobEnd, runAction } from "../../test/helpers/act.ts";
import { pullRequest, push } from "../../test/helpers/events.ts";
import { fakeGitHub } from "../../test/helpers/github/index.ts";
import { openSystem } from "../lab.ts";

await using session = await openSystem();
await using github = await fakeGitHub();
const folder = join(await session.system.processes.temporaryFolder("weighbridge-bench"), "shop");
await mkdir(folder);
const { base, head } = await createDemoRepository({ folder, variant: "regressed", system: session.system });
const git = gitIn(folder);
git("branch", "change", head);
git("reset", "--quiet", "--hard", base);

async function run(name: string, occasion: Pick<Job, "event" | "payload" | "ref">, runId: number): Promise<void> {
  const end = await runAction({ folder, github, runId, ...occasion });
  const total = seconds(end, "weighbridge/weighbridge@v1");
  const { verdict, seconds: spent } = await verdictOf(runId);
  const overhead = total - spent.build - spent.install - spent.measure;
  const share = `${((overhead / total) * 100).toFixed(1)} %`;
  const cells = [name, verdict, total, spent.install + spent.build, spent.measure, overhead];
  console.log(`| ${cells.map((cell) => (typeof cell === "number" ? cell.toFixed(1) : cell)).join(" | ")} | ${share} |`);
}

/** What act says a step took: "Main weighbridge/weighbridge@v1 [4m31.5s]". */
function seconds({ log }: JobEnd, step: string): number {
  const [, minutes, rest, unit] = new RegExp(`Main ${step} \\[(?:(\\d+)m)?([\\d.]+)(m?s)\\]`).exec(log) ?? [];
  if (rest === undefined) throw new Error(`act does not say what ${step} took:\n${log}`);
  return 60 * Number(minutes ?? 0) + Number(rest) / (unit === "ms" ? 1000 : 1);
}

async function verdictOf(runId: number): Promise<Verdict> {
  const artifact = github.state.artifacts.find(
    (one) => one.runId === runId && /^weighbridge-report.*\d$/.test(one.name),
  );
  if (!artifact) throw new Error(`run ${runId} uploaded no report`);
  return JSON.parse(await readZipEntry(artifact.zip, "verdict.json", 2 ** 26, "report")) as Verdict;
}

console.log(
  "| job | verdict | all, s | install and build | measuring | overhead | share |\n| - | - | - | - | - | - | - |",
);
await run("push", push(folder), 1);
await run("pull request", pullRequest(folder), 2);
await run("pull request again", pullRequest(folder), 3);
console.log(`\ncomments: ${github.state.comments.length}\n\n${github.state.comments[0]?.body}`);
