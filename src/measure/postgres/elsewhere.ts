/** What hides statements from the counters of one database: another one on the same server, and the rights of a superuser. */
import type { Side } from "../../model/series.ts";
import { withoutNumbers } from "../lost.ts";
import { asName } from "../subject.ts";
import type { Database } from "./connect.ts";
import type { Trace } from "./trace.ts";

const OTHERS = "SELECT datname::text AS name FROM pg_database WHERE oid = ANY($1::oid[]) ORDER BY 1";
const SUPERUSERS =
  "SELECT rolname::text AS name FROM pg_roles WHERE rolsuper AND rolname <> current_user AND oid = ANY($1::oid[]) ORDER BY 1";

/** Sentences on what a round's trace cannot know. Throws ToolError where the server went away. */
export async function hiddenNotes(
  database: Database,
  side: Side,
  { elsewhere, roles }: Pick<Trace, "elsewhere" | "roles">,
): Promise<readonly string[]> {
  const named = async (query: string, oids: Iterable<string>) =>
    (await database.query<{ readonly name: string }>(query, [[...oids]])).map(({ name }) => asName(name)).join(", ");
  const superusers = roles.size > 0 ? await named(SUPERUSERS, roles) : "";
  const { databases, endpoints } = elsewhere;
  const others = databases.length > 0 ? await named(OTHERS, databases) : "";
  return [
    ...(endpoints.length === 0
      ? []
      : [
          `PostgreSQL: while ${side} was asked, roles that ask its database also asked ${others} on the same server, where statements are not counted, so that ${withoutNumbers(endpoints)}; let the target ask one database, and give other programs, or what it asks elsewhere on purpose, roles of their own.`,
        ]),
    ...(superusers === ""
      ? []
      : [
          `PostgreSQL: ${superusers} asked statements as superuser, who can keep them from being counted; give the target a role that is none.`,
        ]),
  ];
}
