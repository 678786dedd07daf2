/**
 * The rounds of an attempt before at the same question, so that nobody draws twice for the same trees: of all that are found
 * (earlier-reports.ts), the newest count.
 *
 * Jobs that join the baseline look at none. The history must be of what they measured themselves: were rounds of a pull
 * request repeated there, the code of that pull request would have written what later ones are set beside.
 *
 * What other runs have that cannot be read costs the reuse, and nothing else. What this run has counts as spent, else taking
 * away the right to read would be a way to draw again.
 */
import type { Artifact } from "../baseline/trust.ts";
import { DataError, ExpectedError, GitHubError } from "../errors.ts";
import { downloadArtifact, listArtifacts, listRunArtifacts } from "../github/artifacts.ts";
import { isMissingRight } from "../github/failure.ts";
import { readRun } from "../github/runs.ts";
import { NoEntryError } from "../github/zip.ts";
import { parseStored } from "../stored/read.ts";
import { roundsSchema } from "../stored/rounds.ts";
import type { Log } from "../system/system.ts";
import { clientOf } from "./client.ts";
import { type Asking, newestFirst, type ReportSource, reportsBefore } from "./earlier-reports.ts";
import { isRecorded } from "./events.ts";
import type { ActionJob } from "./job.ts";

/** Artifacts that are downloaded, of this run and others. */
const MOST_DOWNLOADS = 5;

export interface Earlier {
  /** The text of a `rounds.json`, checked; null: none answers the question. */
  readonly rounds: string | null;
  /** Attempts of this very run after those rounds that could not be read: nobody knows what they spent. */
  readonly lost: number;
  /** What was passed over and why. */
  readonly notices: readonly string[];
}

const NONE: Earlier = { rounds: null, lost: 0, notices: [] };

/** The calls to GitHub. All throw ExpectedError. */
export interface EarlierSource<Listed extends Artifact> extends ReportSource<Listed> {
  download(artifact: Listed, file: string): Promise<string>;
}

/** `question` as questionOf gives it. */
export async function fetchEarlier(job: ActionJob, question: string | null, log: Log): Promise<Earlier> {
  const { inputs, context, gate } = job;
  const { repository } = context;
  if (question === null || isRecorded(context)) return NONE;
  if (inputs.token === null) return unreadable(context, []);
  const client = clientOf(job, log);
  const source = {
    listArtifacts: (name: string) => listArtifacts(client, repository, name),
    listRunArtifacts: (id: number, name: string) => listRunArtifacts(client, repository, id, name),
    readRun: (id: number) => readRun(client, repository, id),
    download: (artifact: Parameters<typeof downloadArtifact>[2], file: string) =>
      downloadArtifact(client, repository, artifact, file),
  };
  return findEarlier(source, { context, gate, question });
}

export interface Wanted extends Asking {
  readonly question: string;
}

/** The newest rounds that answer the question, of this run or another: who goes on from older ones draws again. */
export async function findEarlier<Listed extends Artifact>(
  source: EarlierSource<Listed>,
  wanted: Wanted,
): Promise<Earlier> {
  const { context, question } = wanted;
  const notices: string[] = [];
  const unread: Listed[] = [];
  let newest: { readonly artifact: Listed; readonly text: string } | null = null;
  let downloads = 0;
  const isAsked = (artifact: Listed) => newest === null || newestFirst(artifact, newest.artifact) < 0;
  try {
    for await (const artifact of reportsBefore(source, wanted, isAsked)) {
      const isOwn = artifact.run.id === context.runId;
      if (!isOwn && downloads++ === MOST_DOWNLOADS) break;
      const found = await read(source, artifact, question);
      if (found.kind === "rounds") newest = { artifact, text: found.text };
      if (found.kind !== "unreadable") continue;
      notices.push(`An attempt before was passed over: ${found.why}`);
      if (isOwn) unread.push(artifact);
    }
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    // Reading the baseline needs the same right, and has named it.
    const isNamed = isMissingRight(error);
    if (!isNamed) notices.push(`An attempt before could not be looked for: ${error.message}`);
    return unreadable(context, notices);
  }
  return { ...spentBy(unread.filter(isAsked).length, notices), rounds: newest?.text ?? null };
}

/** Nothing is known of what this run may have asked before. */
export function unreadable({ runAttempt }: Wanted["context"], notices: readonly string[]): Earlier {
  return spentBy(runAttempt - 1, notices);
}

function spentBy(lost: number, notices: readonly string[]): Earlier {
  if (lost === 0) return { ...NONE, notices };
  const these = lost === 1 ? "One attempt before" : `${lost} attempts before`;
  const notice = `${these} of this run could not be read, so this one may spend only what they must have left of the false alarms.`;
  return { rounds: null, lost, notices: [...notices, notice] };
}

type Read =
  | { readonly kind: "rounds"; readonly text: string }
  /** Of another question; of a job that measured nothing; of one that could not have base, and drew nothing by chance. */
  | { readonly kind: "other" }
  | { readonly kind: "unreadable"; readonly why: string };

async function read<Listed extends Artifact>(
  source: EarlierSource<Listed>,
  artifact: Listed,
  question: string,
): Promise<Read> {
  const name = `rounds.json of ${artifact.name} (${artifact.id})`;
  try {
    const text = await source.download(artifact, "rounds.json");
    const rounds = parseStored(text, name, "rounds", roundsSchema);
    const answers = rounds.question === question && rounds.weighed.kind !== "no-base";
    return answers ? { kind: "rounds", text } : { kind: "other" };
  } catch (error) {
    if (!(error instanceof DataError || error instanceof GitHubError)) throw error;
    // A job that measured nothing uploads no rounds: nothing that runs had changed, or it failed before.
    return error instanceof NoEntryError ? { kind: "other" } : { kind: "unreadable", why: error.message };
  }
}
