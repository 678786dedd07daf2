/**
 * A GitHub of our own on loopback: keeps state, answers as GitHub's description says, checks every request and every
 * answer against it, and fails where a test wants it to.
 */
import { type FaultRule, Faults } from "./faults.ts";
import { privateAnswer } from "./private.ts";
import { type Answer, type Exchange, match, type Route, refusal } from "./route.ts";
import { actionsRoutes } from "./routes/actions.ts";
import { checkRoutes } from "./routes/checks.ts";
import { commentRoutes } from "./routes/comments.ts";
import { commitRoutes } from "./routes/commits.ts";
import { overrideRoutes } from "./routes/overrides.ts";
import { repositoryRoutes } from "./routes/repository.ts";
import { listen, readBody, send } from "./server.ts";
import { createState, type State } from "./state.ts";
import { answerFaults, requestFaults } from "./validate.ts";

interface FakeRequest {
  readonly method: string;
  readonly path: string;
  /** "issues/list-comments"; "storage" for a zip; null when GitHub has no such path, or the fake has not. */
  readonly operation: string | null;
  readonly authorization: string | null;
  /** When it came, as Date.now(). */
  readonly at: number;
}

export interface FakeOptions {
  readonly state?: Partial<State>;
  /** The path of the API on GitHub Enterprise Server. */
  readonly prefix?: "" | "/api/v3";
}

export interface FakeGitHub extends AsyncDisposable {
  readonly apiUrl: string;
  readonly storageUrl: string;
  readonly state: State;
  readonly requests: readonly FakeRequest[];
  /** What was against GitHub's description so far. A test that provokes one takes it out; disposing throws otherwise. */
  readonly violations: string[];
  fail(rule: FaultRule): void;
}

const ROUTES: readonly Route[] = [
  ...repositoryRoutes,
  ...commentRoutes,
  ...actionsRoutes,
  ...checkRoutes,
  ...commitRoutes,
  ...overrideRoutes,
];

export async function fakeGitHub({ state: overrides, prefix = "" }: FakeOptions = {}): Promise<FakeGitHub> {
  const state = createState(overrides);
  const requests: FakeRequest[] = [];
  const violations: string[] = [];
  const faults = new Faults();
  const record = (method: string, path: string, operation: string | null, authorization: string | undefined) =>
    requests.push({ method, path, operation, authorization: authorization ?? null, at: Date.now() });

  const storage = await listen(async ({ method = "", url = "", headers }, response) => {
    record(method, url, "storage", headers.authorization);
    const fault = await faults.next("storage", "before", state);
    const id = /^\/zips\/(\d+)\?/u.exec(url)?.[1];
    const artifact = state.artifacts.find((one) => String(one.id) === id);
    // The real one refuses it too: two ways to authenticate.
    if (headers.authorization !== undefined)
      send(response, refusal(400, "Authorization is not wanted here"), undefined);
    else send(response, artifact ? { status: 200, body: artifact.zip } : refusal(404, "Not Found"), fault);
  });

  const api = await listen(async (request, response) => {
    const { method = "", headers } = request;
    const url = new URL(request.url ?? "", api.url);
    const body = await readBody(request);
    if (url.pathname.startsWith("/_fake/")) return send(response, privateAnswer(github, method, url, body), undefined);
    const found = url.pathname.startsWith(`${prefix}/`)
      ? match(ROUTES, method, url.pathname.slice(prefix.length))
      : null;
    record(method, url.pathname + url.search, found?.operation.operationId ?? null, headers.authorization);
    if (!found) {
      violations.push(`${method} ${url.pathname}: the fake has no such call`);
      return send(response, refusal(404, "Not Found"), undefined);
    }
    const { route, operation, parameters } = found;
    const before = await faults.next(operation.operationId, "before", state);
    if (before?.kind === "reset" || before?.kind === "answer") return send(response, { status: 200 }, before);
    const asked = { parameters, query: url.searchParams, body: parsed(body) };
    const wrong = requestFaults(operation, asked);
    violations.push(...wrong);
    const exchange: Exchange = { ...asked, state, apiUrl: github.apiUrl, storageUrl: storage.url };
    const answer =
      denied(route, headers.authorization, state) ??
      (wrong.length > 0
        ? refusal(422, wrong.join("; "))
        : known(exchange)
          ? route.answer(exchange)
          : refusal(404, "Not Found"));
    violations.push(...answerFaults(operation, answer.status, answer.body));
    send(response, answer, before ?? (await faults.next(operation.operationId, "after", state)));
  });

  const github: FakeGitHub = {
    apiUrl: api.url + prefix,
    storageUrl: storage.url,
    state,
    requests,
    violations,
    fail: (rule) => faults.add(rule),
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await storage[Symbol.asyncDispose]();
      if (violations.length > 0) throw new Error(`Against GitHub's description:\n${violations.join("\n")}`);
    },
  };
  return github;
}

function denied({ needs }: Route, authorization: string | undefined, { token, repository }: State): Answer | undefined {
  if (authorization === undefined) return refusal(401, "Requires authentication");
  if (!/^(?:token|bearer) /iu.test(authorization) || authorization.split(" ")[1] !== token.value)
    return refusal(401, "Bad credentials");
  if (needs === null) return undefined;
  const [scope, access] = needs;
  if (access === "read" && !repository.private) return undefined;
  const held = token.permissions[scope];
  const enough = held === "write" || (held === "read" && access !== "write");
  return enough ? undefined : refusal(403, "Resource not accessible by integration");
}

/** Other repositories than ours are not there, as private ones are not for a stranger. */
function known({ parameters, state: { repository } }: Exchange): boolean {
  const { owner = repository.owner, repo = repository.name } = parameters;
  return owner === repository.owner && repo === repository.name;
}

/** A body that is no JSON stays text, which no operation describes. */
function parsed(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString());
  } catch {
    return body.toString();
  }
}
