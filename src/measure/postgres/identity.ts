/** Which database a connection has led to: its address may be one of many names. */
import { ToolError } from "../../errors.ts";
import type { Slot } from "../../model/series.ts";
import type { Database } from "./connect.ts";

/** The same for two connections to one database; of servers that were copied with their data each is started at its own time. */
const IDENTITY = `SELECT extract(epoch FROM pg_postmaster_start_time()) || ' ' || oid AS identity
  FROM pg_database WHERE datname = current_database()`;

/** The id of the other slot's database where one server has both; null: another has it, or it was not reached yet. */
export function besideIt(slot: Slot, identities: ReadonlyMap<Slot, string>): string | null {
  const [started] = identities.get(slot)?.split(" ") ?? [];
  const [other, id] = identities.get(slot === "a" ? "b" : "a")?.split(" ") ?? [];
  return id !== undefined && other === started ? id : null;
}

/** `identities`: of all slots that were reached. Throws ToolError where this is the other slot's database too. */
export async function refuseShared(database: Database, slot: Slot, identities: Map<Slot, string>): Promise<void> {
  const [row] = await database.query<{ readonly identity: string }>(IDENTITY);
  const { identity } = row!;
  identities.set(slot, identity);
  if ([...identities].some(([other, known]) => other !== slot && known === identity))
    throw new ToolError(
      `postgres.url leads to one and the same database, ${database.name}, in both slots: give each slot one of its own.`,
    );
}
