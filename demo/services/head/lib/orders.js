/** What a customer has ordered. */
import { rowsOf } from "./database.js";

export async function ordersOf(customer) {
  const lines = await rowsOf(
    `SELECT o.id, to_char(o.day, 'YYYY-MM-DD') AS day, l.product, l.quantity
     FROM orders o JOIN lines l ON l.order_id = o.id
     WHERE o.customer = $1 ORDER BY o.id, l.product`,
    [customer],
  );
  const orders = [];
  for (const { id, day, product, quantity } of lines) {
    const [{ title }] = await rowsOf("SELECT title FROM products WHERE id = $1", [product]);
    orders.push({ id, day, title, quantity });
  }
  return orders;
}
