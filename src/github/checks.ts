import {
  type Annotation,
  appendAnnotations,
  type CheckFields,
  createCheck,
  listChecks,
  MOST_ANNOTATIONS,
  readCheck,
  type StoredCheck,
  updateCheck,
} from "./check-runs.ts";
import type { Client } from "./client.ts";
import { mayBeStored } from "./failure.ts";
import type { Author } from "./issue-comments.ts";
import type { RunNumber } from "./marker.ts";

export interface GateCheck extends Omit<CheckFields, "externalId"> {
  readonly gate: string;
  readonly run: RunNumber;
  /** What those that are there already begin with, in this order. */
  readonly annotations: readonly Annotation[];
}

export interface WrittenCheck {
  readonly kind: "created" | "updated" | "superseded";
  readonly url: string | null;
}

/** A check of this gate's and run's, of whichever attempt. */
interface Own extends StoredCheck {
  readonly attempt: number;
}

/** For one that GitHub does not answer. */
const ATTEMPTS = 3;

/**
 * Writes the check run of a gate's run: a second delivery updates it, a later attempt takes over what an earlier one left
 * open, and an earlier attempt changes nothing of a later. What has been completed is not opened again, and a later
 * attempt gets a check of its own beside it: GitHub can only add annotations, never take them away, and shows the newest
 * of a name. It is completed before it is annotated, so that it is not left open by an annotation that GitHub refuses.
 * `author`: whose checks are ours.
 * @throws GitHubError when it could not be written; nothing else is lost by that.
 */
export async function writeCheck(client: Client, gateCheck: GateCheck, author: Author): Promise<WrittenCheck> {
  const { gate, run, annotations, ...rest } = gateCheck;
  const prefix = `weighbridge gate=${gate} run=${run.id}.`;
  const check: CheckFields = { ...rest, externalId: `${prefix}${run.attempt}` };
  const list = async () => (await listChecks(client, check, author)).flatMap(ownOf(prefix));
  const found = await list();
  const settled = found.find(({ attempt, isCompleted }) =>
    attempt === run.attempt ? isCompleted && check.state.status === "in_progress" : attempt > run.attempt,
  );
  if (settled) return { kind: "superseded", url: settled.url };
  const [written, kind] = await createOrUpdate(client, check, found.filter(isOpenTo(run)), async () =>
    (await list()).filter(isOpenTo(run)),
  );
  await annotate(client, check, written, annotations);
  return { kind, url: written.url };
}

function ownOf(prefix: string): (check: StoredCheck) => readonly Own[] {
  return (check) => {
    const attempt = check.externalId.startsWith(prefix) ? check.externalId.slice(prefix.length) : "";
    return /^\d{1,15}$/u.test(attempt) ? [{ ...check, attempt: Number(attempt) }] : [];
  };
}

function isOpenTo({ attempt }: RunNumber): (own: Own) => boolean {
  return (own) => own.attempt === attempt || !own.isCompleted;
}

/** All that are open are written: two jobs at once may have made two, and GitHub lets none be removed. */
async function createOrUpdate(
  client: Client,
  check: CheckFields,
  found: readonly Own[],
  list: () => Promise<readonly Own[]>,
): Promise<readonly [check: StoredCheck, kind: "created" | "updated"]> {
  let open = found;
  for (let created = false; open.length === 0; created = true) {
    try {
      return [await createCheck(client, check), "created"];
    } catch (error) {
      if (created || !mayBeStored(error)) throw error;
      open = await list();
    }
  }
  const written: StoredCheck[] = [];
  for (const { id } of open) written.push(await updateCheck(client, check, id));
  return [written[0]!, "updated"];
}

/** Those that it does not have yet. Of a request without an answer, GitHub is asked how many it has stored. */
async function annotate(
  client: Client,
  check: CheckFields,
  { id, annotations }: StoredCheck,
  wanted: readonly Annotation[],
): Promise<void> {
  let stored = annotations;
  for (let failed = 0; stored < wanted.length; ) {
    const batch = wanted.slice(stored, stored + MOST_ANNOTATIONS);
    try {
      await appendAnnotations(client, check, id, batch);
      stored += batch.length;
    } catch (error) {
      if (!mayBeStored(error) || ++failed === ATTEMPTS) throw error;
      stored = (await readCheck(client, check, id)).annotations;
    }
  }
}
