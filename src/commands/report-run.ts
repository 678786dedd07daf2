/** `report --from-run`: what a second workflow does for pull requests of forks, from any place that has a token. */
import { postedLine } from "../action/elsewhere.ts";
import { reportFromRun } from "../action/from-run.ts";
import { gateSchema } from "../config/gate.ts";
import { readGitHubAccess } from "../config/github-inputs.ts";
import { ConfigError, GitHubError } from "../errors.ts";
import { createClient } from "../github/client.ts";
import { readRun } from "../github/runs.ts";
import { printable } from "../system/log.ts";
import type { Terminal, Values } from "./command.ts";
import { withSystem } from "./weighing.ts";

/**
 * Returns 0 when every comment stands, or rightly none; 2 when one could not be written.
 * @throws ConfigError for what is wrong in options or variables, GitHubError when GitHub cannot be asked
 */
export async function fromRun(values: Values, words: readonly string[], terminal: Terminal): Promise<number> {
  if (words.length > 0)
    throw new ConfigError(`--from-run reads its verdicts from GitHub: leave out ${words.join(" ")}.`);
  const { token, repository, apiUrl, serverUrl } = readGitHubAccess(terminal.env, values.repo as string | undefined);
  const id = runIdOf(values["from-run"] as string);
  const gate = gateOf(values["gate-id"] as string | undefined);
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
      log,
    } as const;
    const reported = await reportFromRun({ ...asked, repository: { ...repository, id: run.repositoryId } });
    const say = (line: string) => terminal.stdout.write(`${printable(line)}\n`);
    if (reported.kind === "none") {
      say(`Nothing was written. ${reported.why}`);
      return 0;
    }
    for (const one of reported.posted) say(postedLine(one));
    if (reported.reports.length === 0)
      throw new GitHubError(
        "not-found",
        null,
        `Run ${id} has uploaded no report${gate === null ? "" : ` of ${gate}`}.`,
      );
    return reported.posted.some(({ result }) => result instanceof Error) ? 2 : 0;
  });
}

function runIdOf(text: string): number {
  // Fifteen digits stay exact in a number.
  if (/^[1-9]\d{0,14}$/u.test(text)) return Number(text);
  throw new ConfigError(
    `--from-run ${text}: expected the number of a workflow run, as in the address …/actions/runs/123.`,
  );
}

function gateOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  const read = gateSchema.shape.id.safeParse(text);
  if (read.success) return read.data;
  throw new ConfigError(`--gate-id ${text}: expected ${read.error.issues[0]!.message}.`);
}
