// src/github/checks.ts
import {
  appendAnnotations,
  createCheck,
  listChecks,
  MOST_ANNOTATIONS,
  readCheck,
  updateCheck
} from "./check-runs.js";
import { mayBeStored } from "./failure.js";
var ATTEMPTS = 3;
async function writeCheck(client, gateCheck, author) {
  const { gate, run, annotations, ...rest } = gateCheck;
  const prefix = `weighbridge gate=${gate} run=${run.id}.`;
  const check = { ...rest, externalId: `${prefix}${run.attempt}` };
  const list = async () => (await listChecks(client, check, author)).flatMap(ownOf(prefix));
  const found = await list();
  const settled = found.find(
    ({ attempt, isCompleted }) => attempt === run.attempt ? isCompleted && check.state.status === "in_progress" : attempt > run.attempt
  );
  if (settled) return { kind: "superseded", url: settled.url };
  const [written, kind] = await createOrUpdate(
    client,
    check,
    found.filter(isOpenTo(run)),
    async () => (await list()).filter(isOpenTo(run))
  );
  await annotate(client, check, written, annotations);
  return { kind, url: written.url };
}
function ownOf(prefix) {
  return (check) => {
    const attempt = check.externalId.startsWith(prefix) ? check.externalId.slice(prefix.length) : "";
    return /^\d{1,15}$/u.test(attempt) ? [{ ...check, attempt: Number(attempt) }] : [];
  };
}
function isOpenTo({ attempt }) {
  return (own) => own.attempt === attempt || !own.isCompleted;
}
async function createOrUpdate(client, check, found, list) {
  let open = found;
  for (let created = false; open.length === 0; created = true) {
    try {
      return [await createCheck(client, check), "created"];
    } catch (error) {
      if (created || !mayBeStored(error)) throw error;
      open = await list();
    }
  }
  const written = [];
  for (const { id } of open) written.push(await updateCheck(client, check, id));
  return [written[0], "updated"];
}
async function annotate(client, check, { id, annotations }, wanted) {
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
export {
  writeCheck
};
