// src/model/chance.ts
function chanceOfOrder(base, head) {
  let orders = 1;
  for (let i = 1; i <= head; i++) orders = orders * (base + i) / i;
  return 1 / orders;
}
function chanceOfTwo(base, head) {
  return (base / (base + head)) ** base * (head / (base + head)) ** head;
}
export {
  chanceOfOrder,
  chanceOfTwo
};
