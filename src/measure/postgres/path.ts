/** Asks what the target or the config wrote, as they mean it. */
import type { Database } from "./connect.ts";

/** As `reading`, while names without a schema mean what they mean to the target, as far as the role knows. */
export function inItsPath<T>(database: Database, body: () => Promise<T>): Promise<T> {
  return database.reading(async () => {
    await database.query("SELECT pg_catalog.set_config('search_path', $1, true)", [database.searchPath]);
    return body();
  });
}
