/** What the fake GitHub knows. Tests read and change it as they like. */

export interface FakeUser {
  readonly login: string;
  readonly type: "Bot" | "User";
}

export interface FakeToken {
  readonly value: string;
  /** A workflow's own token is an installation's: it may not ask who it is. */
  readonly kind: "installation" | "user";
  readonly user: FakeUser;
  readonly permissions: Readonly<Partial<Record<Scope, "read" | "write">>>;
}

export type Scope = "actions" | "checks" | "contents" | "pull-requests";

export interface FakeComment {
  readonly id: number;
  readonly issue: number;
  body: string;
  user: FakeUser;
  minimized: boolean;
  /** Somebody changed it since it was written. */
  edited?: boolean;
}

export interface FakeRun {
  readonly id: number;
  readonly event: string;
  readonly path: string;
  readonly headBranch: string | null;
  readonly headRepositoryId: number;
  readonly headOwner: string;
  readonly headSha: string;
  readonly attempt: number;
}

export interface FakeArtifact {
  readonly id: number;
  readonly name: string;
  readonly runId: number;
  zip: Buffer;
  /** As listed; undefined: that of the zip. */
  digest?: string | null;
  expired: boolean;
}

export interface FakePull {
  readonly number: number;
  readonly headOwner: string;
  readonly headRef: string;
  readonly headSha: string;
  readonly headRepositoryId: number;
  readonly baseRef: string;
  readonly labels?: readonly string[];
  /** The commit on its base branch, once it is merged. */
  readonly mergedAs?: string;
  state: "open" | "closed";
  locked: boolean;
}

export interface FakeCheck {
  readonly id: number;
  readonly headSha: string;
  /** The App that made it, by its slug: "github-actions". */
  readonly app: string;
  name: string;
  /** As it was sent, by the fields of the request; annotations stand beside. */
  fields: Readonly<Record<string, unknown>>;
  readonly annotations: Readonly<Record<string, unknown>>[];
}

export interface State {
  readonly repository: {
    readonly owner: string;
    readonly name: string;
    readonly id: number;
    readonly defaultBranch: string;
    private: boolean;
  };
  token: FakeToken;
  readonly comments: FakeComment[];
  readonly runs: FakeRun[];
  readonly artifacts: FakeArtifact[];
  readonly pulls: FakePull[];
  /** Parents by commit; others are not there. */
  readonly commits: Map<string, readonly string[]>;
  readonly checks: FakeCheck[];
  /** By login; who is not here may read. */
  readonly roles: Readonly<Record<string, "admin" | "maintain" | "write" | "triage" | "read">>;
  /** Given to whatever is made next, of any kind. */
  nextId: number;
}

export const SHA = "c0ffee".padEnd(40, "0");

export const BOT: FakeUser = { login: "github-actions[bot]", type: "Bot" };

export const TOKEN: FakeToken = {
  value: "fake-token",
  kind: "installation",
  user: BOT,
  permissions: { actions: "read", checks: "write", contents: "read", "pull-requests": "write" },
};

/** An open pull request #7 of a branch in the same repository, and a push run 100 on main. */
export function createState(overrides: Partial<State> = {}): State {
  return {
    repository: { owner: "octo", name: "shop", id: 42, defaultBranch: "main", private: false },
    token: TOKEN,
    comments: [],
    runs: [createRun({})],
    artifacts: [],
    pulls: [createPull({})],
    commits: new Map(),
    checks: [],
    roles: {},
    nextId: 1001,
    ...overrides,
  };
}

export function createRun(overrides: Partial<FakeRun>): FakeRun {
  const path = ".github/workflows/gate.yml";
  return {
    id: 100,
    event: "push",
    path,
    headBranch: "main",
    headRepositoryId: 42,
    headOwner: "octo",
    headSha: SHA,
    attempt: 1,
    ...overrides,
  };
}

export function createPull(overrides: Partial<FakePull>): FakePull {
  const head = { headOwner: "octo", headRef: "change", headSha: SHA, headRepositoryId: 42 };
  return { number: 7, ...head, baseRef: "main", state: "open", locked: false, ...overrides };
}

/** The comments of a pull request, as they would have come before a test begins. */
export function addComment(state: State, body: string, user: FakeUser = BOT, issue = 7): FakeComment {
  const comment: FakeComment = { id: state.nextId++, issue, body, user, minimized: false };
  state.comments.push(comment);
  return comment;
}

/** A check run as it would have come before a test begins. */
export function addCheck(state: State, check: Pick<FakeCheck, "name"> & Partial<FakeCheck>): FakeCheck {
  const added: FakeCheck = {
    id: state.nextId++,
    headSha: SHA,
    app: "github-actions",
    fields: {},
    annotations: [],
    ...check,
  };
  state.checks.push(added);
  return added;
}

export function addArtifact(
  state: State,
  artifact: Pick<FakeArtifact, "name" | "zip"> & Partial<FakeArtifact>,
): FakeArtifact {
  const added: FakeArtifact = { id: state.nextId++, runId: 100, expired: false, ...artifact };
  state.artifacts.push(added);
  return added;
}
