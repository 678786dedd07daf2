// src/measure/postgres/identity.ts
import { ToolError } from "../../errors.js";
var IDENTITY = `SELECT extract(epoch FROM pg_postmaster_start_time()) || ' ' || oid AS identity
  FROM pg_database WHERE datname = current_database()`;
function besideIt(slot, identities) {
  const [started] = identities.get(slot)?.split(" ") ?? [];
  const [other, id] = identities.get(slot === "a" ? "b" : "a")?.split(" ") ?? [];
  return id !== void 0 && other === started ? id : null;
}
async function refuseShared(database, slot, identities) {
  const [row] = await database.query(IDENTITY);
  const { identity } = row;
  identities.set(slot, identity);
  if ([...identities].some(([other, known]) => other !== slot && known === identity))
    throw new ToolError(
      `postgres.url leads to one and the same database, ${database.name}, in both slots: give each slot one of its own.`
    );
}
export {
  besideIt,
  refuseShared
};
