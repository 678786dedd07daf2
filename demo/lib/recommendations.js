/** What goes with the goods a customer has looked at: alike to them, and not all alike to each other. */
import { products, TRAITS } from "./catalogue.js";
import { top } from "./top.js";

const KEPT = 12;
const CANDIDATES = 140;

const lengths = products.map(({ traits }) => Math.sqrt(traits.reduce((sum, value) => sum + value * value, 0)));

/** Cosine of the angle between two products' traits. */
function likeness(p, q) {
  const a = products[p].traits;
  const b = products[q].traits;
  let sum = 0;
  for (let i = 0; i < TRAITS; i++) sum += a[i] * b[i];
  return sum / (lengths[p] * lengths[q]);
}

export function recommend(viewed) {
  const scores = new Float64Array(products.length);
  for (let p = 0; p < products.length; p++) {
    for (const seen of viewed) scores[p] += likeness(p, seen);
    if (viewed.includes(p)) scores[p] = Number.NEGATIVE_INFINITY;
  }
  const candidates = top(scores, CANDIDATES);
  const chosen = [];
  while (chosen.length < KEPT && candidates.length > 0) {
    let best = 0;
    let bestWorth = Number.NEGATIVE_INFINITY;
    candidates.forEach((candidate, i) => {
      let nearest = -1;
      for (const other of chosen) nearest = Math.max(nearest, likeness(candidate, other));
      const worth = scores[candidate] - 2 * nearest;
      if (worth > bestWorth) {
        best = i;
        bestWorth = worth;
      }
    });
    chosen.push(...candidates.splice(best, 1));
  }
  return chosen.map((p) => ({ id: p, title: products[p].title, price: products[p].price }));
}
