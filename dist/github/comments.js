// src/github/comments.ts
import { ConfigError, GitHubError } from "../errors.js";
import { cutCharacters } from "./cut.js";
import { mayBeStored } from "./failure.js";
import {
  createComment,
  deleteComment,
  listComments,
  ownAuthor,
  updateComment
} from "./issue-comments.js";
import { compareRuns, readMarker, withMarker } from "./marker.js";
var LONGEST = 65536;
var ATTEMPTS = 3;
async function upsertComment(client, sticky, author) {
  const text = cutCharacters(withMarker(sticky, sticky.body.replaceAll("\r\n", "\n")), LONGEST);
  if (readMarker(text)?.gate !== sticky.gate)
    throw new ConfigError(`The gate id ${JSON.stringify(sticky.gate)} must be letters, digits, ".", "_" and "-".`);
  const isOurs = await ownAuthor(client, author);
  const list = async () => (await listComments(client, sticky)).flatMap(ownOf(sticky.gate, isOurs));
  let found = await list();
  let created = false;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (found.length === 0) {
      if (sticky.when === "only-existing") return { kind: "skipped", url: null };
      found = await create(client, sticky, text, list);
      created = true;
    }
    const settled = await settle(client, sticky, found, text);
    if (settled !== "deleted")
      return created && settled.kind === "unchanged" ? { ...settled, kind: "created" } : settled;
    found = await list();
  }
  throw new GitHubError(
    "not-found",
    404,
    `GitHub: the comment on #${sticky.number} is removed as often as it is written.`
  );
}
async function removeComment(client, { gate, run, ...place }, author) {
  const isOurs = await ownAuthor(client, author);
  const own = (await listComments(client, place)).flatMap(ownOf(gate, isOurs));
  for (const one of own) if (compareRuns(one.run, run) === 0) await deleteComment(client, place, one.id);
}
function ownOf(gate, isOurs) {
  return (comment) => {
    const marker = readMarker(comment.body);
    return marker?.gate === gate && !comment.minimized && isOurs(comment.user) ? [{ ...comment, run: marker.run }] : [];
  };
}
async function settle(client, { run, ...place }, found, text) {
  const oldest = found[0];
  const newest = found.reduce((a, b) => compareRuns(b.run, a.run) > 0 ? b : a);
  const superseded = compareRuns(newest.run, run) > 0;
  const wanted = superseded ? newest.body : text;
  const changed = oldest.body.trimEnd() !== wanted.trimEnd();
  if (changed && !await updateIfThere(client, place, oldest.id, wanted)) return "deleted";
  for (const other of found.slice(1)) await deleteComment(client, place, other.id);
  return { kind: superseded ? "superseded" : changed ? "updated" : "unchanged", url: oldest.url };
}
async function updateIfThere(client, place, id, text) {
  try {
    await updateComment(client, place, id, text);
    return true;
  } catch (error) {
    if (error instanceof GitHubError && error.kind === "not-found") return false;
    throw error;
  }
}
async function create(client, sticky, text, list) {
  const post = async () => ({ ...await createComment(client, sticky, text), run: sticky.run });
  const first = await post().catch((error) => {
    if (mayBeStored(error)) return void 0;
    throw error;
  });
  const found = await list();
  if (first === void 0 && found.length > 0) return found;
  const created = first ?? await post();
  return found.some(({ id }) => id === created.id) ? found : [...found, created];
}
export {
  removeComment,
  upsertComment
};
