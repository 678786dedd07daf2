/** The shop's goods: invented, and the same in every process. */
import { random } from "./random.js";

const COUNT = 140;
/** Length of the vector that says what a product is like. */
export const TRAITS = 96;

const adjectives = "copper walnut merino garden ceramic linen folding enamel woven narrow smoked double".split(" ");
const nouns = "kettle drawer blanket lantern pitcher basket mirror cushion ladder candle planter tumbler".split(" ");
const makers = "Ashgrove Bellweather Cobblestone Duskfield Eastmere Fernhollow".split(" ");
const plain = (
  "gently brushed surface keeps warmth indoors sturdy handle balanced small kitchen weekend travel repair parts " +
  "honest colour washed quiet evening table corner rounded careful finish simple storage everyday present"
).split(" ");

const next = random(20240501);
const pick = (words) => words[Math.floor(next() * words.length)];
const some = (count) => Array.from({ length: count }, () => pick(plain));

export const products = Array.from({ length: COUNT }, (_, id) => {
  const adjective = adjectives[id % adjectives.length];
  const noun = nouns[Math.floor(id / adjectives.length) % nouns.length];
  return {
    id,
    title: `${adjective} ${noun} ${pick(plain)} ${pick(plain)}`,
    maker: pick(makers),
    description: some(27).join(" "),
    keywords: some(8).join(" "),
    /** In cents. */
    price: 400 + Math.floor(next() * 16_000),
    category: id % 5,
    traits: Float64Array.from({ length: TRAITS }, () => next() * 2 - 1),
  };
});
