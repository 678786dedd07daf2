/** The price of a cart: the dearest lines first, tax by region and kind of goods, the best combination of vouchers. */
import { products } from "./catalogue.js";

/** Per mille, by category. */
const taxes = {
  DE: [190, 70, 190, 190, 70],
  FR: [200, 55, 200, 100, 200],
  IE: [230, 135, 230, 0, 230],
};

/** Off a category, per mille, once that category's goods cost at least `from` cents; `alone` bars the others. */
const vouchers = Array.from({ length: 12 }, (_, i) => ({
  category: (i * 3) % 5,
  perMille: 20 + ((i * 37) % 60),
  from: 1_000 + ((i * 911) % 5_000),
  alone: i % 6 === 5,
}));

export class CartError extends Error {}

export function priceCart({ region, lines }) {
  const rates = Object.hasOwn(taxes, region) ? taxes[region] : undefined;
  if (!rates) throw new CartError(`unknown region: ${region}`);
  if (!Array.isArray(lines) || lines.length === 0 || lines.length > 100) throw new CartError("1 to 100 lines, please");
  const amounts = new Float64Array(lines.length);
  const categories = new Uint8Array(lines.length);
  const spent = new Float64Array(5);
  lines.forEach(({ product, quantity }, i) => {
    const goods = products[product];
    if (!goods || !Number.isInteger(quantity) || quantity < 1) throw new CartError(`line ${i + 1} is not understood`);
    amounts[i] = goods.price * quantity;
    categories[i] = goods.category;
    spent[goods.category] += amounts[i];
  });

  let total = Number.POSITIVE_INFINITY;
  let used = 0;
  for (let combination = 0; combination < 1 << vouchers.length; combination++) {
    const price = priceWith(combination, amounts, categories, spent, rates);
    if (price < total) {
      total = price;
      used = combination;
    }
  }
  return { total, vouchers: vouchers.flatMap((_, i) => (used & (1 << i) ? [i] : [])) };
}

const offs = new Float64Array(5);

/** Gross cents under the vouchers whose bits are set; Infinity where they may not be combined. */
function priceWith(combination, amounts, categories, spent, rates) {
  offs.fill(0);
  let alone = false;
  let count = 0;
  for (let i = 0; i < vouchers.length; i++) {
    if ((combination & (1 << i)) === 0) continue;
    const voucher = vouchers[i];
    count++;
    alone ||= voucher.alone;
    if (spent[voucher.category] >= voucher.from) offs[voucher.category] += voucher.perMille;
  }
  let total = 0;
  for (let i = 0; i < amounts.length; i++) {
    const category = categories[i];
    // Each line is rounded by itself, as it is printed on the bill.
    const net = Math.round((amounts[i] * (1000 - offs[category])) / 1000);
    total += net + Math.round((net * rates[category]) / 1000);
  }
  return alone && count > 1 ? Number.POSITIVE_INFINITY : total;
}
