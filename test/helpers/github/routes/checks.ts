import { type Answer, type Exchange, page, type Route, refusal } from "../route.ts";
import { sample } from "../sample.ts";
import { addCheck, type FakeCheck } from "../state.ts";

const REPO = "/repos/{owner}/{repo}";

export const checkRoutes: readonly Route[] = [
  {
    key: `POST ${REPO}/check-runs`,
    needs: ["checks", "write"],
    answer({ state, body }) {
      if (state.token.kind !== "installation") return refusal(403, "You must authenticate via a GitHub App.");
      // The request has been validated by now, here and below.
      const { name, head_sha: headSha, ...sent } = body as { readonly name: string; readonly head_sha: string };
      const check = addCheck(state, { name, headSha, app: appOf(state.token.user.login) });
      store(check, sent);
      return { status: 201, body: checkOf(check) };
    },
  },
  {
    key: `GET ${REPO}/check-runs/{check_run_id}`,
    needs: ["checks", "read"],
    answer: (exchange) => withCheck(exchange, (check) => ({ status: 200, body: checkOf(check) })),
  },
  {
    key: `PATCH ${REPO}/check-runs/{check_run_id}`,
    needs: ["checks", "write"],
    answer: (exchange) =>
      withCheck(exchange, (check) => {
        if (check.app !== appOf(exchange.state.token.user.login))
          return refusal(403, "Invalid app_id `1` - check run can only be modified by the GitHub App that created it.");
        store(check, exchange.body as Sent);
        return { status: 200, body: checkOf(check) };
      }),
  },
  {
    key: `GET ${REPO}/commits/{ref}/check-runs`,
    needs: ["checks", "read"],
    answer(exchange) {
      const { state, parameters, query } = exchange;
      const name = query.get("check_name");
      const named = state.checks.filter(
        (check) => check.headSha === parameters.ref && (name ?? check.name) === check.name,
      );
      // Without being asked for all, GitHub shows the newest of a name and App.
      const newest = new Map(named.map((check) => [`${check.app} ${check.name}`, check]));
      const checks = (query.get("filter") === "all" ? named : [...newest.values()]).toReversed();
      const path = `/repos/${parameters.owner}/${parameters.repo}/commits/${parameters.ref}/check-runs`;
      const shape = (some: readonly FakeCheck[]) => ({ total_count: checks.length, check_runs: some.map(checkOf) });
      return page(exchange, path, checks, shape);
    },
  },
];

interface Sent {
  readonly name?: string;
  readonly output?: { readonly annotations?: readonly object[] };
}

/** As GitHub does: a field that was sent replaces, annotations are added to those that are there. */
function store(check: FakeCheck, { name = check.name, output, ...fields }: Sent): void {
  const { annotations = [], ...shown } = output ?? {};
  check.name = name;
  check.annotations.push(...(annotations as FakeCheck["annotations"]));
  check.fields = { ...check.fields, ...fields, ...(output === undefined ? {} : { output: shown }) };
}

function withCheck({ state, parameters }: Exchange, answer: (check: FakeCheck) => Answer): Answer {
  const check = state.checks.find(({ id }) => String(id) === parameters.check_run_id);
  return check ? answer(check) : refusal(404, "Not Found");
}

/** "github-actions" of "github-actions[bot]". */
function appOf(login: string): string {
  return login.replace(/\[bot\]$/u, "");
}

function checkOf({ id, headSha, name, app, annotations, fields }: FakeCheck) {
  const whole = sample("check-run") as { readonly output: object };
  const { conclusion = null, external_id = null, status = "queued", output = {} } = fields as Record<string, unknown>;
  return {
    ...whole,
    id,
    name,
    head_sha: headSha,
    html_url: `https://github.invalid/octo/shop/runs/${id}`,
    external_id,
    status: conclusion === null ? status : "completed",
    conclusion,
    app: { ...sample("integration"), slug: app },
    output: { ...whole.output, ...(output as object), annotations_count: annotations.length },
  };
}
