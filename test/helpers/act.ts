/** Runs action.yml as its users do: by a workflow, here under act, with the fake GitHub in GitHub's place. */
import { execFileSync, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { stringify } from "yaml";
import { readRuntime } from "../../src/config/inputs.ts";
import type { FakeGitHub } from "./github/index.ts";
import { createRun, type FakeRun } from "./github/state.ts";
import { type Files, type Mini, writeAll } from "./mini.ts";

const ROOT = join(import.meta.dirname, "../..");
/** The tests' own tool cache, so that the jobs install nothing. */
const CACHE = dirname(readRuntime().toolCache);
const UPLOAD = "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f";

export interface Job {
  /** A clone with the commit checked out that GitHub would have checked out. */
  readonly folder: string;
  readonly github: FakeGitHub;
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly runId: number;
  readonly attempt?: number;
  /** GITHUB_REF. */
  readonly ref: string;
  /** A file to run in place of a workflow with one job and one step of ours, from the root of this repository. */
  readonly workflow?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface JobEnd {
  readonly code: number | null;
  /** All that act printed, without colours. */
  readonly log: string;
  /** The job summary. */
  readonly summary: string;
  /** As the workflow's next step sees them. */
  readonly outputs: Readonly<Record<string, string>>;
}

const OUTPUTS = [
  ...["verdict", "blocks", "regressions", "comment-url"],
  ...["report-path", "verdict-path", "html-path", "junit-path", "badge-path"],
] as const;

/** One job with one step of ours. Its run is added to the fake's, as GitHub knows a run before its first step. */
export async function runAction(job: Job): Promise<JobEnd> {
  const folder = await mkdtemp(join(tmpdir(), "weighbridge-act-"));
  try {
    const action = await copyAction(folder);
    const file = basename(job.workflow ?? "gate.yml");
    await writeFile(join(folder, file), job.workflow ? await readFile(join(ROOT, job.workflow)) : workflowOf(job));
    await writeFile(join(folder, "event.json"), JSON.stringify(job.payload));
    const { state, apiUrl } = job.github;
    state.runs.push(
      createRun({
        ...headOf(job),
        id: job.runId,
        event: job.event,
        path: `.github/workflows/${file}`,
        attempt: job.attempt ?? 1,
      }),
    );
    const env = {
      GITHUB_API_URL: apiUrl,
      GITHUB_REPOSITORY: `${state.repository.owner}/${state.repository.name}`,
      GITHUB_REPOSITORY_ID: String(state.repository.id),
      GITHUB_RUN_ID: String(job.runId),
      GITHUB_RUN_ATTEMPT: String(job.attempt ?? 1),
      GITHUB_REF: job.ref,
      GITHUB_WORKFLOW_REF: `${state.repository.owner}/${state.repository.name}/.github/workflows/${file}@${job.ref}`,
      WEIGHBRIDGE_CACHE: CACHE,
      ...job.env,
    };
    const words = [
      ...[job.event, "--workflows", join(folder, file), "--eventpath", join(folder, "event.json")],
      ...[
        "--platform",
        "ubuntu-latest=-self-hosted",
        "--platform",
        "ubuntu-24.04=-self-hosted",
        "--action-offline-mode",
        "--no-cache-server",
      ],
      ...["--secret", `GITHUB_TOKEN=${state.token.value}`],
      ...["--local-repository", `weighbridge/weighbridge@v1=${action}`],
      ...["--local-repository", `${UPLOAD}=${join(ROOT, "test/helpers/upload-artifact")}`],
      ...Object.entries(env).flatMap(([name, value]) => ["--env", `${name}=${value}`]),
    ];
    return await act(words, job.folder, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What users get of the repository: what it has under version control, without what they do not run. */
async function copyAction(folder: string): Promise<string> {
  const action = join(folder, "action");
  await mkdir(action);
  for (const path of ["action.yml", "dist", "scripts", "package.json", "package-lock.json"])
    await cp(join(ROOT, path), join(action, path), { recursive: true });
  return action;
}

function workflowOf({ event, inputs = {} }: Job): string {
  const steps = [
    { uses: "actions/checkout@v4", with: { "persist-credentials": false } },
    { id: "gate", uses: "weighbridge/weighbridge@v1", with: inputs },
    {
      if: "always()",
      env: Object.fromEntries(
        OUTPUTS.map((name) => [`OUT_${name.replace("-", "_")}`, `\${{ steps.gate.outputs.${name} }}`]),
      ),
      run: OUTPUTS.map((name) => `echo "output ${name}=$OUT_${name.replace("-", "_")}"`).join("\n"),
    },
  ];
  return stringify({ name: "gate", on: [event], jobs: { gate: { "runs-on": "ubuntu-latest", steps } } });
}

/** As GitHub says it of a run: of a pull request the commit that was pushed, not the merge that is checked out. */
function headOf({ ref, payload }: Job): Partial<FakeRun> {
  const pull = payload.pull_request as PullPayload | undefined;
  if (pull === undefined) return { headBranch: ref.replace("refs/heads/", "") };
  const { head } = pull;
  return {
    headBranch: head.ref,
    headSha: head.sha,
    headRepositoryId: head.repo.id,
    headOwner: head.repo.owner?.login ?? "octo",
  };
}

interface PullPayload {
  readonly head: {
    readonly ref: string;
    readonly sha: string;
    readonly repo: { readonly id: number; readonly owner?: { readonly login: string } };
  };
}

async function act(words: readonly string[], cwd: string, temporary: string): Promise<JobEnd> {
  const child = spawn(process.env.WEIGHBRIDGE_ACT ?? "act", words, {
    cwd,
    env: { ...process.env, XDG_CACHE_HOME: join(temporary, "cache"), TMPDIR: temporary, NO_COLOR: "1" },
  });
  let log = "";
  child.stdout.on("data", (data) => (log += data));
  child.stderr.on("data", (data) => (log += data));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const outputs = [...log.matchAll(/\| output ([a-z-]+)=(.*)$/gmu)].map(([, name, value]) => [name!, value!]);
  const summary = /⚙ {2}Summary - ([\s\S]*?)(?=\n\[[^\]\n]+\/[^\]\n]+\] )/u.exec(log)?.[1] ?? "";
  return { code, log, summary, outputs: Object.fromEntries(outputs) };
}

/** git in a folder, as nobody in particular. */
export function gitIn(folder: string): (...args: string[]) => string {
  const who = ["-c", "user.name=t", "-c", "user.email=t@t.invalid", "-c", "commit.gpgsign=false"];
  return (...args) => execFileSync("git", [...who, ...args], { cwd: folder, encoding: "utf8" }).trim();
}

/** A branch of main with these files over it. */
export async function branch({ folder }: Mini, name: string, files: Files): Promise<void> {
  const git = gitIn(folder);
  git("checkout", "--quiet", "-B", name, "main");
  await writeAll(folder, files);
  git("add", "--all");
  git("commit", "--quiet", "--allow-empty", "--message", name);
}

/** Its jobs in this repository, each a run of its own. */
export function jobIn({ folder }: Mini, github: FakeGitHub) {
  let runId = 200;
  return (occasion: Pick<Job, "event" | "payload" | "ref">, more: Partial<Job> = {}) =>
    runAction({ folder, github, runId: ++runId, ...occasion, ...more });
}
