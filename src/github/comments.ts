import { ConfigError, GitHubError } from "../errors.ts";
import type { Client } from "./client.ts";
import { cutCharacters } from "./cut.ts";
import { mayBeStored } from "./failure.ts";
import {
  type Author,
  type Comment,
  createComment,
  deleteComment,
  listComments,
  ownAuthor,
  type Place,
  updateComment,
} from "./issue-comments.ts";
import { compareRuns, type Marker, type RunNumber, readMarker, withMarker } from "./marker.ts";

export interface StickyComment extends Place {
  readonly gate: string;
  /** Which run writes; a comment of a newer one stays as it is. */
  readonly run: RunNumber;
  readonly body: string;
  /** only-existing: nothing is created where there is no comment yet. */
  readonly when: "always" | "only-existing";
}

export interface Upserted {
  readonly kind: "created" | "updated" | "unchanged" | "superseded" | "skipped";
  readonly url: string | null;
}

/** GitHub refuses more characters; reports keep well below. */
const LONGEST = 65_536;

/** Removed by somebody between two of our calls; nobody does so thrice in a row. */
const ATTEMPTS = 3;

/** A comment of this gate's, written by us. */
interface Own extends Comment {
  readonly run: RunNumber;
}

/**
 * Keeps one comment a gate and pull request. Jobs that do so at the same time, in whatever number, leave one comment,
 * the oldest, with the text of the newest run. (GitHub has no conditional update: of two updates at the same moment the
 * later wins; the workflow's `concurrency` prevents that.) `author`: whose comments are ours.
 * @throws GitHubError when it could not be written; nothing else is lost by that.
 */
export async function upsertComment(client: Client, sticky: StickyComment, author: Author): Promise<Upserted> {
  const text = cutCharacters(withMarker(sticky, sticky.body.replaceAll("\r\n", "\n")), LONGEST);
  if (readMarker(text)?.gate !== sticky.gate)
    throw new ConfigError(`The gate id ${JSON.stringify(sticky.gate)} must be letters, digits, ".", "_" and "-".`);
  const isOurs = await ownAuthor(client, author);
  const list = async () => (await listComments(client, sticky)).flatMap(ownOf(sticky.gate, isOurs));
  let found: readonly Own[] = await list();
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
    `GitHub: the comment on #${sticky.number} is removed as often as it is written.`,
  );
}

/**
 * Removes what this very run has said of a gate: it turned out to be none of the run's. What another run said stays.
 * @throws GitHubError
 */
export async function removeComment(
  client: Client,
  { gate, run, ...place }: Omit<StickyComment, "body" | "when">,
  author: Author,
): Promise<void> {
  const isOurs = await ownAuthor(client, author);
  const own = (await listComments(client, place)).flatMap(ownOf(gate, isOurs));
  for (const one of own) if (compareRuns(one.run, run) === 0) await deleteComment(client, place, one.id);
}

function ownOf(gate: string, isOurs: (user: Comment["user"]) => boolean): (comment: Comment) => readonly Own[] {
  return (comment) => {
    const marker: Marker | null = readMarker(comment.body);
    // A hidden comment would be updated where nobody looks.
    return marker?.gate === gate && !comment.minimized && isOurs(comment.user) ? [{ ...comment, run: marker.run }] : [];
  };
}

/**
 * Brings the comments found to what they should be: the oldest has the newest text, no other is left. Doing it again,
 * or at the same time elsewhere, changes nothing. Tells when the oldest has been deleted meanwhile.
 */
async function settle(
  client: Client,
  { run, ...place }: StickyComment,
  found: readonly Own[],
  text: string,
): Promise<Upserted | "deleted"> {
  const oldest = found[0]!;
  const newest = found.reduce((a, b) => (compareRuns(b.run, a.run) > 0 ? b : a));
  const superseded = compareRuns(newest.run, run) > 0;
  const wanted = superseded ? newest.body : text;
  const changed = oldest.body.trimEnd() !== wanted.trimEnd();
  if (changed && !(await updateIfThere(client, place, oldest.id, wanted))) return "deleted";
  for (const other of found.slice(1)) await deleteComment(client, place, other.id);
  return { kind: superseded ? "superseded" : changed ? "updated" : "unchanged", url: oldest.url };
}

async function updateIfThere(client: Client, place: Place, id: number, text: string): Promise<boolean> {
  try {
    await updateComment(client, place, id, text);
    return true;
  } catch (error) {
    if (error instanceof GitHubError && error.kind === "not-found") return false;
    throw error;
  }
}

/** Creates, then looks what is there: another job may have created one too, or a lost answer hides that we did. */
async function create(
  client: Client,
  sticky: StickyComment,
  text: string,
  list: () => Promise<readonly Own[]>,
): Promise<readonly Own[]> {
  const post = async (): Promise<Own> => ({ ...(await createComment(client, sticky, text)), run: sticky.run });
  const first = await post().catch((error: unknown) => {
    if (mayBeStored(error)) return undefined;
    throw error;
  });
  const found = await list();
  if (first === undefined && found.length > 0) return found;
  const created = first ?? (await post());
  // The list may lag behind.
  return found.some(({ id }) => id === created.id) ? found : [...found, created];
}
