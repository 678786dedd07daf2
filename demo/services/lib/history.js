/** What a customer has paid. */
import { rowsOf } from "./database.js";

export async function historyOf(customer) {
  const [sum] = await rowsOf(
    "SELECT count(*)::int AS payments, coalesce(sum(cents), 0)::int AS cents FROM payments WHERE customer = $1",
    [customer],
  );
  return sum;
}
