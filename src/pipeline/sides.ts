/** Which two builds are weighed, by git and the event. */
import type { TargetConfig } from "../config/schema.ts";
import { ExpectedError } from "../errors.ts";
import type { Side } from "../model/series.ts";
import type { SideInfo } from "../model/verdict.ts";
import type { System } from "../system/system.ts";
import { type ChosenCommit, chooseBase, chooseHead, chooseParent, takeBase } from "../target/commits.ts";
import { NO_EVENT, readEvent, readPayload } from "../target/event.ts";
import { type Git, openRepository } from "../target/git.ts";
import { changedFiles, onlyIgnored } from "../target/same.ts";
import { hasUncommitted } from "../target/uncommitted.ts";
import type { WeighRequest } from "./request.ts";

/** The two sides as chosen, before anything is built. */
export interface Sides {
  readonly info: Readonly<Record<Side, SideInfo>>;
  /** null for sides that run elsewhere. */
  readonly source: { readonly git: Git; readonly base: ChosenCommit | null; readonly head: ChosenCommit } | null;
  /**
   * The commits whose own files about the gate are set beside each other, also of sides that run elsewhere, and where base is
   * not built; null where head is to be measured alone, or base is not known here.
   */
  readonly commits: Commits | null;
  readonly notices: readonly string[];
}

export interface Commits {
  readonly git: Git;
  /** Full shas. */
  readonly base: string;
  readonly head: string;
}

/** Where head is measured alone. */
const NO_BASE: SideInfo = { side: "base", ref: "none", commit: null, subject: null };

export type SidesRequest = Pick<
  WeighRequest,
  "cwd" | "base" | "head" | "compare" | "mode" | "record" | "ci" | "eventPath"
>;

/** `credentials` as for openRepository. @throws ConfigError, ToolError as target/commits.ts */
export async function chooseSides(
  request: SidesRequest,
  target: TargetConfig,
  system: System,
  credentials: Readonly<Record<string, string>> = {},
): Promise<Sides> {
  if (target.kind === "url") {
    const info = (side: Side): SideInfo => ({ side, ref: target.url[side], commit: null, subject: null });
    const notice = "The sides run elsewhere and cannot be restarted: this is screening, not a gate.";
    const chosen = await orNone(system, async () =>
      chooseCommits(await openRepository(system, request.cwd, credentials), request, system),
    );
    return {
      info: { base: info("base"), head: info("head") },
      source: null,
      commits: chosen && commitsOf(chosen),
      notices: [notice],
    };
  }
  const git = await openRepository(system, request.cwd, credentials);
  const chosen = await chooseCommits(git, request, system);
  const { head, dirty } = chosen;
  const base = comparing(request) ? chosen.base : null;
  const notices = dirty ? ["Uncommitted changes are part of head; --head HEAD leaves them out."] : [];
  system.log.info(`head: ${nameOf(head)}`);
  if (base) system.log.info(`base: ${nameOf(base)}`);
  const source = { git, base, head };
  return { info: { base: base?.info ?? NO_BASE, head: head.info }, source, commits: commitsOf(chosen), notices };
}

interface Chosen {
  readonly git: Git;
  readonly base: ChosenCommit | null;
  readonly head: ChosenCommit;
  readonly dirty: boolean;
}

async function chooseCommits(git: Git, request: SidesRequest, system: System): Promise<Chosen> {
  const dirty = request.head === null && !request.ci && (await hasUncommitted(git));
  const head = await chooseHead(system, git, request.head ?? (dirty ? "worktree" : null));
  if (!request.compare) return { git, base: null, head, dirty };
  const choose = () => baseOf(git, head, request);
  return { git, base: await (comparing(request) ? choose() : orNone(system, choose)), head, dirty };
}

function commitsOf({ git, base, head }: Chosen): Commits | null {
  return base && { git, base: base.sha, head: head.sha };
}

/** What is not needed for measuring may be missing. */
async function orNone<T>(system: System, body: () => Promise<T>): Promise<T | null> {
  try {
    return await body();
  } catch (error) {
    system.signal.throwIfAborted();
    if (!(error instanceof ExpectedError)) throw error;
    return null;
  }
}

/** Held to its limits alone, head needs no base, and none is built. */
export function comparing({ compare, mode }: SidesRequest): boolean {
  return compare && mode !== "budgets";
}

async function baseOf(git: Git, head: ChosenCommit, request: SidesRequest): Promise<ChosenCommit | null> {
  const { base } = request;
  if (typeof base === "object" && base !== null) return takeBase(git, base);
  // A first commit has nothing before it, and is worth keeping all the same.
  if (request.record && base === null) return chooseParent(git, head.sha);
  const event = request.eventPath === null ? NO_EVENT : readEvent(await readPayload(request.eventPath));
  return chooseBase(git, head.sha, base, event);
}

function nameOf({ sha, info, how }: ChosenCommit): string {
  return `${sha.slice(0, 10)} ${info.subject ?? ""} (${how})`;
}

/** Why nothing that runs has changed, known before anything is installed; null when it may have. */
export async function sameBeforeBuild({ source }: Sides, ignore: readonly string[]): Promise<string | null> {
  if (!source?.base) return null;
  return onlyIgnored(await changedFiles(source.git, source.base.sha, source.head.sha), ignore);
}
