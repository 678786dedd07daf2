// src/github/check-runs.ts
import { z } from "../vendor/zod.js";
import { ask, askPages } from "./client.js";
import { cutBytes, cutCharacters } from "./cut.js";
var checkSchema = z.object({
  id: z.int(),
  html_url: z.string().nullable(),
  external_id: z.string().nullable(),
  status: z.string(),
  app: z.object({ slug: z.string().optional() }).nullable(),
  output: z.object({ annotations_count: z.int() })
}).transform(({ id, html_url, external_id, status, app, output }) => ({
  id,
  url: html_url,
  externalId: external_id ?? "",
  isCompleted: status === "completed",
  app: app?.slug ?? null,
  /** How many annotations it has. */
  annotations: output.annotations_count
}));
var MOST_ANNOTATIONS = 50;
var LIMITS = { title: 255, summary: 65535, message: 64 * 1024 };
var PAGES = 10;
var checks = (what) => ({ what, needs: "checks: write" });
var of = ({ repository }) => ({ owner: repository.owner, repo: repository.name });
var fieldsOf = ({ name, externalId, detailsUrl, state, title, summary }) => ({
  name,
  external_id: externalId,
  details_url: detailsUrl,
  ...state,
  output: outputOf({ title, summary })
});
var outputOf = ({ title, summary }) => ({
  title: cutCharacters(title, LIMITS.title),
  summary: cutCharacters(summary, LIMITS.summary)
});
var WORKFLOW_APP = "github-actions";
async function listChecks({ octokit }, check, author) {
  const parameters = { ...of(check), ref: check.commit, check_name: check.name, filter: "all", per_page: 100 };
  const pages = octokit.paginate.iterator(octokit.rest.checks.listForRef, parameters);
  const found = await askPages(checks(`list the checks of ${short(check)}`), z.array(checkSchema), pages, PAGES);
  return found.filter(({ app }) => app === WORKFLOW_APP === (author === "workflow")).toSorted((a, b) => a.id - b.id);
}
function createCheck({ octokit }, check) {
  const parameters = { ...of(check), head_sha: check.commit, ...fieldsOf(check), request: { retries: 0 } };
  return ask(checks(`write the check of ${short(check)}`), checkSchema, () => octokit.rest.checks.create(parameters));
}
function updateCheck({ octokit }, check, id) {
  const parameters = { ...of(check), check_run_id: id, ...fieldsOf(check) };
  return ask(
    checks(`update check ${id} of ${short(check)}`),
    checkSchema,
    () => octokit.rest.checks.update(parameters)
  );
}
function readCheck({ octokit }, check, id) {
  const parameters = { ...of(check), check_run_id: id };
  return ask(checks(`read check ${id} of ${short(check)}`), checkSchema, () => octokit.rest.checks.get(parameters));
}
function appendAnnotations({ octokit }, check, id, annotations) {
  const output = { ...outputOf(check), annotations: annotations.map(annotationOf) };
  const parameters = { ...of(check), check_run_id: id, output, request: { retries: 0 } };
  return ask(
    checks(`annotate check ${id} of ${short(check)}`),
    checkSchema,
    () => octokit.rest.checks.update(parameters)
  );
}
function annotationOf({ path, line, level, title, message }) {
  return {
    path,
    start_line: line ?? 1,
    end_line: line ?? 1,
    annotation_level: level,
    title: cutCharacters(title, LIMITS.title),
    message: cutBytes(message, LIMITS.message)
  };
}
function short({ commit }) {
  return commit.slice(0, 10);
}
export {
  MOST_ANNOTATIONS,
  appendAnnotations,
  createCheck,
  listChecks,
  readCheck,
  updateCheck
};
