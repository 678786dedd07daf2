// src/measure/postgres/elsewhere.ts
import { withoutNumbers } from "../lost.js";
import { asName } from "../subject.js";
var OTHERS = "SELECT datname::text AS name FROM pg_database WHERE oid = ANY($1::oid[]) ORDER BY 1";
var SUPERUSERS = "SELECT rolname::text AS name FROM pg_roles WHERE rolsuper AND rolname <> current_user AND oid = ANY($1::oid[]) ORDER BY 1";
async function hiddenNotes(database, side, { elsewhere, roles }) {
  const named = async (query, oids) => (await database.query(query, [[...oids]])).map(({ name }) => asName(name)).join(", ");
  const superusers = roles.size > 0 ? await named(SUPERUSERS, roles) : "";
  const { databases, endpoints } = elsewhere;
  const others = databases.length > 0 ? await named(OTHERS, databases) : "";
  return [
    ...endpoints.length === 0 ? [] : [
      `PostgreSQL: while ${side} was asked, roles that ask its database also asked ${others} on the same server, where statements are not counted, so that ${withoutNumbers(endpoints)}; let the target ask one database, and give other programs, or what it asks elsewhere on purpose, roles of their own.`
    ],
    ...superusers === "" ? [] : [
      `PostgreSQL: ${superusers} asked statements as superuser, who can keep them from being counted; give the target a role that is none.`
    ]
  ];
}
export {
  hiddenNotes
};
