/** What a customer has ordered. */
import { rowsOf } from "./database.js";

export async function ordersOf(customer) {
  return rowsOf(
    `SELECT o.id, to_char(o.day, 'YYYY-MM-DD') AS day, p.title, l.quantity
     FROM orders o JOIN lines l ON l.order_id = o.id JOIN products p ON p.id = l.product
     WHERE o.customer = $1 ORDER BY o.id, p.id`,
    [customer],
  );
}
