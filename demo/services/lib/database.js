/** The shop's database. */
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 4 });

export async function rowsOf(text, values) {
  const { rows } = await pool.query(text, values);
  return rows;
}
