import { page, type Route, refusal } from "../route.ts";
import { sample } from "../sample.ts";
import type { FakeCheck } from "../state.ts";

const REPO = "/repos/{owner}/{repo}";

export const checkRoutes: readonly Route[] = [
  {
    key: `POST ${REPO}/check-runs`,
    needs: ["checks", "write"],
    answer({ state, body }) {
      // The request has been validated by now, here and below.
      const { name, head_sha: headSha, ...fields } = body as { readonly name: string; readonly head_sha: string };
      const check: FakeCheck = { id: state.nextId++, headSha, name, fields };
      state.checks.push(check);
      return { status: 201, body: checkOf(check) };
    },
  },
  {
    key: `PATCH ${REPO}/check-runs/{check_run_id}`,
    needs: ["checks", "write"],
    answer({ state, parameters, body }) {
      const check = state.checks.find(({ id }) => String(id) === parameters.check_run_id);
      if (!check) return refusal(404, "Not Found");
      const { name = check.name, ...fields } = body as { readonly name?: string };
      Object.assign(check, { name, fields: { ...check.fields, ...fields } });
      return { status: 200, body: checkOf(check) };
    },
  },
  {
    key: `GET ${REPO}/commits/{ref}/check-runs`,
    needs: ["checks", "read"],
    answer(exchange) {
      const { state, parameters, query } = exchange;
      const name = query.get("check_name");
      const checks = state.checks.filter(
        (check) => check.headSha === parameters.ref && (name ?? check.name) === check.name,
      );
      const path = `/repos/${parameters.owner}/${parameters.repo}/commits/${parameters.ref}/check-runs`;
      const shape = (some: readonly FakeCheck[]) => ({ total_count: checks.length, check_runs: some.map(checkOf) });
      return page(exchange, path, checks, shape);
    },
  },
];

function checkOf({ id, headSha, name, fields }: FakeCheck) {
  const whole = sample("check-run") as { readonly output: object };
  const { conclusion = null, output } = fields as { readonly conclusion?: string; readonly output?: object };
  const status = conclusion === null ? (fields.status ?? "queued") : "completed";
  const { annotations: _, images: __, ...shown } = { annotations: [], images: [], ...output };
  return { ...whole, id, head_sha: headSha, name, status, conclusion, output: { ...whole.output, ...shown } };
}
