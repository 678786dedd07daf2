/** The REST calls on check runs. */
import { z } from "zod";
import { ask, askPages, type Client } from "./client.ts";
import { cutBytes, cutCharacters } from "./cut.ts";
import type { Call } from "./failure.ts";
import type { Author } from "./issue-comments.ts";
import type { RepositoryName } from "./repository.ts";

const checkSchema = z
  .object({
    id: z.int(),
    html_url: z.string().nullable(),
    external_id: z.string().nullable(),
    status: z.string(),
    app: z.object({ slug: z.string().optional() }).nullable(),
    output: z.object({ annotations_count: z.int() }),
  })
  .transform(({ id, html_url, external_id, status, app, output }) => ({
    id,
    url: html_url,
    externalId: external_id ?? "",
    isCompleted: status === "completed",
    app: app?.slug ?? null,
    /** How many annotations it has. */
    annotations: output.annotations_count,
  }));

export type StoredCheck = z.output<typeof checkSchema>;

export interface Annotation {
  /** From the root of the repository. */
  readonly path: string;
  /** From 1; null: the file as a whole. */
  readonly line: number | null;
  readonly level: "failure" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
}

/** What GitHub takes in one request. */
export const MOST_ANNOTATIONS = 50;

/** What GitHub takes: in characters, and of a message in bytes. */
const LIMITS = { title: 255, summary: 65_535, message: 64 * 1024 } as const;

type CheckState =
  | { readonly status: "in_progress" }
  | { readonly status: "completed"; readonly conclusion: "success" | "failure" | "neutral" | "cancelled" };

/** What is written of a check run, all but its annotations. */
export interface CheckFields {
  readonly repository: RepositoryName;
  /** The commit that it stands at, full sha. */
  readonly commit: string;
  readonly name: string;
  readonly externalId: string;
  readonly detailsUrl: string;
  readonly state: CheckState;
  readonly title: string;
  /** Markdown. */
  readonly summary: string;
}

/** A thousand of one name at a commit, which is all that GitHub keeps. */
const PAGES = 10;

const checks = (what: string): Call => ({ what, needs: "checks: write" });
const of = ({ repository }: Pick<CheckFields, "repository">) => ({ owner: repository.owner, repo: repository.name });
const fieldsOf = ({ name, externalId, detailsUrl, state, title, summary }: CheckFields) => ({
  name,
  external_id: externalId,
  details_url: detailsUrl,
  ...state,
  output: outputOf({ title, summary }),
});
const outputOf = ({ title, summary }: Pick<CheckFields, "title" | "summary">) => ({
  title: cutCharacters(title, LIMITS.title),
  summary: cutCharacters(summary, LIMITS.summary),
});

/** The App that a workflow's own token writes as. */
const WORKFLOW_APP = "github-actions";

/** Of this name at this commit, that `author` may change; oldest first. */
export async function listChecks(
  { octokit }: Client,
  check: CheckFields,
  author: Author,
): Promise<readonly StoredCheck[]> {
  const parameters = { ...of(check), ref: check.commit, check_name: check.name, filter: "all" as const, per_page: 100 };
  const pages = octokit.paginate.iterator(octokit.rest.checks.listForRef, parameters);
  const found = await askPages(checks(`list the checks of ${short(check)}`), z.array(checkSchema), pages, PAGES);
  return found.filter(({ app }) => (app === WORKFLOW_APP) === (author === "workflow")).toSorted((a, b) => a.id - b.id);
}

/** Never repeated: a request without an answer may have been stored all the same. */
export function createCheck({ octokit }: Client, check: CheckFields): Promise<StoredCheck> {
  const parameters = { ...of(check), head_sha: check.commit, ...fieldsOf(check), request: { retries: 0 } };
  return ask(checks(`write the check of ${short(check)}`), checkSchema, () => octokit.rest.checks.create(parameters));
}

export function updateCheck({ octokit }: Client, check: CheckFields, id: number): Promise<StoredCheck> {
  const parameters = { ...of(check), check_run_id: id, ...fieldsOf(check) };
  return ask(checks(`update check ${id} of ${short(check)}`), checkSchema, () =>
    octokit.rest.checks.update(parameters),
  );
}

export function readCheck({ octokit }: Client, check: CheckFields, id: number): Promise<StoredCheck> {
  const parameters = { ...of(check), check_run_id: id };
  return ask(checks(`read check ${id} of ${short(check)}`), checkSchema, () => octokit.rest.checks.get(parameters));
}

/** Adds at most MOST_ANNOTATIONS to those that are there. Never repeated: each request adds. */
export function appendAnnotations(
  { octokit }: Client,
  check: CheckFields,
  id: number,
  annotations: readonly Annotation[],
): Promise<StoredCheck> {
  const output = { ...outputOf(check), annotations: annotations.map(annotationOf) };
  const parameters = { ...of(check), check_run_id: id, output, request: { retries: 0 } };
  return ask(checks(`annotate check ${id} of ${short(check)}`), checkSchema, () =>
    octokit.rest.checks.update(parameters),
  );
}

function annotationOf({ path, line, level, title, message }: Annotation) {
  // GitHub knows no annotation of a file as a whole.
  return {
    path,
    start_line: line ?? 1,
    end_line: line ?? 1,
    annotation_level: level,
    title: cutCharacters(title, LIMITS.title),
    message: cutBytes(message, LIMITS.message),
  };
}

function short({ commit }: CheckFields): string {
  return commit.slice(0, 10);
}
