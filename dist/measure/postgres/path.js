// src/measure/postgres/path.ts
function inItsPath(database, body) {
  return database.reading(async () => {
    await database.query("SELECT pg_catalog.set_config('search_path', $1, true)", [database.searchPath]);
    return body();
  });
}
export {
  inItsPath
};
