/** Search that forgives typing errors: each word asked for is set against every word of every product. */
import { products } from "./catalogue.js";
import { fields } from "./fields.js";
import { top } from "./top.js";

const encode = (word) => Uint8Array.from(word, (letter) => letter.charCodeAt(0) & 0xff);
const words = (text) => text.toLowerCase().split(/\s+/).filter(Boolean).map(encode);

const index = products.map((product) =>
  fields.flatMap(({ name, weight }) => words(product[name]).map((word) => ({ word, weight }))),
);

const LONGEST = 24;
const row = new Uint8Array(LONGEST + 1);

/** Letters to insert, delete or replace to turn one word into the other (Wagner and Fischer). */
function distance(a, b) {
  for (let j = 0; j <= b.length; j++) row[j] = j;
  for (let i = 0; i < a.length; i++) {
    let diagonal = row[0];
    row[0] = i + 1;
    for (let j = 0; j < b.length; j++) {
      const above = row[j + 1];
      const replaced = diagonal + (a[i] === b[j] ? 0 : 1);
      const shifted = Math.min(above, row[j]) + 1;
      row[j + 1] = Math.min(replaced, shifted);
      diagonal = above;
    }
  }
  return row[b.length];
}

export function search(query) {
  const asked = words(query)
    .slice(0, 4)
    .map((word) => word.subarray(0, LONGEST));
  const scores = new Float64Array(products.length);
  for (let p = 0; p < index.length; p++) {
    let score = 0;
    for (const wanted of asked) {
      let best = 0;
      for (const { word, weight } of index[p]) {
        const likeness = 1 - distance(wanted, word) / Math.max(wanted.length, word.length);
        const worth = likeness * likeness * weight;
        if (worth > best) best = worth;
      }
      score += best;
    }
    scores[p] = score;
  }
  return top(scores, 10).map((p) => ({ id: p, title: products[p].title, price: products[p].price }));
}
