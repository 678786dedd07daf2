/** Which products' titles hold all words. */
import { rowsOf } from "./database.js";

const titles = await rowsOf("SELECT id, title FROM products ORDER BY id", []);

export function search(text) {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  return titles.filter(({ title }) => words.every((word) => title.includes(word))).slice(0, 10);
}
