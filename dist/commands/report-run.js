// src/commands/report-run.ts
import { postedLine } from "../action/elsewhere.js";
import { reportFromRun } from "../action/from-run.js";
import { gateSchema } from "../config/gate.js";
import { readGitHubAccess } from "../config/github-inputs.js";
import { ConfigError, GitHubError } from "../errors.js";
import { createClient } from "../github/client.js";
import { readRun } from "../github/runs.js";
import { printable } from "../system/log.js";
import { withSystem } from "./weighing.js";
async function fromRun(values, words, terminal) {
  if (words.length > 0)
    throw new ConfigError(`--from-run reads its verdicts from GitHub: leave out ${words.join(" ")}.`);
  const { token, repository, apiUrl, serverUrl } = readGitHubAccess(terminal.env, values.repo);
  const id = runIdOf(values["from-run"]);
  const gate = gateOf(values["gate-id"]);
  return withSystem(terminal, async ({ log }) => {
    const client = createClient({ token, urls: { api: apiUrl }, log });
    const run = await readRun(client, repository, id);
    const join = values.join === true;
    const asked = {
      client,
      author: "ask",
      serverUrl,
      run,
      gate,
      join,
      comment: "always",
      override: null,
      log
    };
    const reported = await reportFromRun({ ...asked, repository: { ...repository, id: run.repositoryId } });
    const say = (line) => terminal.stdout.write(`${printable(line)}
`);
    if (reported.kind === "none") {
      say(`Nothing was written. ${reported.why}`);
      return 0;
    }
    for (const one of reported.posted) say(postedLine(one));
    if (reported.reports.length === 0)
      throw new GitHubError(
        "not-found",
        null,
        `Run ${id} has uploaded no report${gate === null ? "" : ` of ${gate}`}.`
      );
    return reported.posted.some(({ result }) => result instanceof Error) ? 2 : 0;
  });
}
function runIdOf(text) {
  if (/^[1-9]\d{0,14}$/u.test(text)) return Number(text);
  throw new ConfigError(
    `--from-run ${text}: expected the number of a workflow run, as in the address …/actions/runs/123.`
  );
}
function gateOf(text) {
  if (text === void 0) return null;
  const read = gateSchema.shape.id.safeParse(text);
  if (read.success) return read.data;
  throw new ConfigError(`--gate-id ${text}: expected ${read.error.issues[0].message}.`);
}
export {
  fromRun
};
