// src/pipeline/sides.ts
import { ExpectedError } from "../errors.js";
import { chooseBase, chooseHead, chooseParent, takeBase } from "../target/commits.js";
import { NO_EVENT, readEvent, readPayload } from "../target/event.js";
import { openRepository } from "../target/git.js";
import { changedFiles, onlyIgnored } from "../target/same.js";
import { hasUncommitted } from "../target/uncommitted.js";
var NO_BASE = { side: "base", ref: "none", commit: null, subject: null };
async function chooseSides(request, target, system, credentials = {}) {
  if (target.kind === "url") {
    const info = (side) => ({ side, ref: target.url[side], commit: null, subject: null });
    const notice = "The sides run elsewhere and cannot be restarted: this is screening, not a gate.";
    const chosen2 = await orNone(
      system,
      async () => chooseCommits(await openRepository(system, request.cwd, credentials), request, system)
    );
    return {
      info: { base: info("base"), head: info("head") },
      source: null,
      commits: chosen2 && commitsOf(chosen2),
      notices: [notice]
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
async function chooseCommits(git, request, system) {
  const dirty = request.head === null && !request.ci && await hasUncommitted(git);
  const head = await chooseHead(system, git, request.head ?? (dirty ? "worktree" : null));
  if (!request.compare) return { git, base: null, head, dirty };
  const choose = () => baseOf(git, head, request);
  return { git, base: await (comparing(request) ? choose() : orNone(system, choose)), head, dirty };
}
function commitsOf({ git, base, head }) {
  return base && { git, base: base.sha, head: head.sha };
}
async function orNone(system, body) {
  try {
    return await body();
  } catch (error) {
    system.signal.throwIfAborted();
    if (!(error instanceof ExpectedError)) throw error;
    return null;
  }
}
function comparing({ compare, mode }) {
  return compare && mode !== "budgets";
}
async function baseOf(git, head, request) {
  const { base } = request;
  if (typeof base === "object" && base !== null) return takeBase(git, base);
  if (request.record && base === null) return chooseParent(git, head.sha);
  const event = request.eventPath === null ? NO_EVENT : readEvent(await readPayload(request.eventPath));
  return chooseBase(git, head.sha, base, event);
}
function nameOf({ sha, info, how }) {
  return `${sha.slice(0, 10)} ${info.subject ?? ""} (${how})`;
}
async function sameBeforeBuild({ source }, ignore) {
  if (!source?.base) return null;
  return onlyIgnored(await changedFiles(source.git, source.base.sha, source.head.sha), ignore);
}
export {
  chooseSides,
  comparing,
  sameBeforeBuild
};
