/** What the measuring step came to, as the reporting one finds it: here, or in what another job of this run has uploaded. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DataError, GitHubError } from "../errors.ts";
import { type Artifact, type DownloadLimits, downloadArtifact, listRunArtifacts } from "../github/artifacts.ts";
import type { Client } from "../github/client.ts";
import type { RepositoryName } from "../github/repository.ts";
import { NoEntryError } from "../github/zip.ts";
import type { Verdict } from "../model/verdict.ts";
import { OUTPUT } from "../report/deliver/uploads.ts";
import type { Links } from "../report/render/words/links.ts";
import { parseStored, readStoredText } from "../stored/read.ts";
import { verdictSchema } from "../stored/verdict.ts";
import type { ActionJob } from "./job.ts";
import { parseWeighed } from "./state.ts";

export type Outcome =
  | { readonly kind: "verdict"; readonly verdict: Verdict }
  /** `why`: what ended it; null when it was cut off before it could say. */
  | { readonly kind: "unweighed"; readonly why: string | null };

/** Whether somebody, or a newer commit, ended this job before it could say anything. */
export function isCancelled({ inputs }: ActionJob, outcome: Outcome): boolean {
  return inputs.isCancelled && outcome.kind === "unweighed" && outcome.why === null;
}

/** Whether its job ends red: its gate blocks, or could not measure. */
export function isRed(outcome: Outcome): boolean {
  return outcome.kind === "unweighed" || outcome.verdict.blocks || outcome.verdict.verdict === "error";
}

/** One of the gates of a run. */
export interface GateReport {
  readonly gate: string;
  readonly outcome: Outcome;
  /** To the run, and to what it uploaded. */
  readonly links: Links;
}

/** The text of a file that the measuring step wrote; null when it did not. */
type Read = (name: "weighed.json" | "verdict.json") => Promise<string | null>;

/** @throws DataError when a file is not what we wrote */
export function readOutcome({ inputs, state }: ActionJob): Promise<Outcome> {
  const folder = { "weighed.json": state.folder, "verdict.json": join(inputs.folder, OUTPUT) };
  return outcomeOf(async (name) => {
    const path = join(folder[name], name);
    // Beside the commands of a pull request: a pipe in its place would hold this step for ever.
    return existsSync(path) ? readStoredText(path) : null;
  });
}

/** @throws GitHubError when there is no such artifact, or it cannot be had; DataError when it is not what we wrote */
export async function downloadOutcome({ context, gate }: ActionJob, client: Client): Promise<Outcome> {
  // Repeated alone, this job is of a later attempt than the one that measured.
  for (let attempt = context.runAttempt; attempt > 0; attempt--) {
    const name = reportName(gate, attempt);
    const [artifact] = await listRunArtifacts(client, context.repository, context.runId, name);
    if (artifact) return downloadReport(client, context.repository, artifact);
  }
  throw new GitHubError(
    "not-found",
    null,
    `No job of this workflow run has uploaded ${reportName(gate, context.runAttempt)}: let this one wait for the job that measures (needs), with the same gate-id.`,
  );
}

/** Some thirty thousand metrics: what is read is also checked and rendered, and anybody may have uploaded it. */
const LIMITS: DownloadLimits = { packed: 16 * 1024 * 1024, unpacked: 16 * 1024 * 1024 };

/** What one artifact says. @throws GitHubError when it cannot be had; DataError when it is not what we wrote */
export function downloadReport(client: Client, repository: RepositoryName, artifact: Artifact): Promise<Outcome> {
  return outcomeOf((name) =>
    downloadArtifact(client, repository, artifact, name, LIMITS).catch((error: unknown) => {
      // Of a job that was cut off.
      if (error instanceof NoEntryError) return null;
      throw error;
    }),
  );
}

/** The ids of the gating metrics that regressed, as the output has them: a JSON list. */
export function regressionsIn(outcomes: readonly Outcome[]): string {
  const reasons = outcomes.flatMap((one) => (one.kind === "verdict" ? one.verdict.reasons : []));
  return JSON.stringify(reasons.flatMap((one) => (one.kind === "regressed" ? [one.metric] : [])));
}

export function reportName(gate: string, attempt: number): string {
  return `weighbridge-report-${gate}-${attempt}`;
}

const REPORT_NAME = /^weighbridge-report-([a-z0-9][a-z0-9-]{0,39})-([1-9]\d{0,5})$/u;

/** What reportName was given; null for an artifact of another name. */
export function parseReportName(name: string): { readonly gate: string; readonly attempt: number } | null {
  const [, gate, attempt] = REPORT_NAME.exec(name) ?? [];
  return gate === undefined ? null : { gate, attempt: Number(attempt) };
}

async function outcomeOf(read: Read): Promise<Outcome> {
  const text = await read("weighed.json");
  if (text === null) return { kind: "unweighed", why: null };
  const weighed = parseWeighed(text);
  if (weighed.kind === "failed") return { kind: "unweighed", why: weighed.why };
  const verdict = await read("verdict.json");
  if (verdict === null)
    throw new DataError("verdict.json is missing beside weighed.json, which says that there is one.");
  return { kind: "verdict", verdict: parseStored(verdict, "verdict.json", "verdict", verdictSchema) };
}
