/** The front page: search as one types, recommendations by what was looked at. */
import "./app.css";
import { alike, find } from "./api.js";
import { byId, tag } from "./html.js";
import { money } from "./money.js";
import { slideshow } from "./slideshow.js";
import { add, look, subscribe, viewed } from "./store.js";
import { goodsInCart, text } from "./texts.js";

const card = ({ id, title, price }) =>
  tag(
    "li",
    { onPointerEnter: () => look(id) },
    tag("strong", {}, title),
    tag("span", { class: "price" }, money(price)),
    tag("button", { type: "button", onClick: () => add(id, title) }, text.cart),
  );

function fill(list, products, nothing) {
  list.replaceChildren(...(products.length > 0 ? products.map(card) : [tag("li", {}, nothing)]));
}

let running;
let timer;

async function show(query) {
  running?.abort();
  running = new AbortController();
  try {
    const { products } = await find(query, running.signal);
    fill(byId("products"), products, `${text.nothing} “${query}”.`);
  } catch (error) {
    if (error.name !== "AbortError") byId("products").replaceChildren(tag("li", { role: "alert" }, text.sorry));
  }
}

const form = byId("search");
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  show(form.elements.q.value);
});
form.elements.q.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => show(form.elements.q.value), 150);
});

const count = tag("span", { class: "count" });
document.querySelector('header a[href="/checkout"]').append(" ", count);
subscribe(({ lines }) => {
  const goods = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  count.textContent = goods > 0 ? `(${goods})` : "";
  count.title = goodsInCart(goods);
});

show(form.elements.q.value);
alike(viewed().length > 0 ? viewed() : [0, 1, 2, 3])
  .then(({ products }) => fill(byId("recommended"), products, text.look))
  .catch(() => byId("recommended").previousElementSibling.remove());
slideshow(byId("hero"), ["/slide-1.png", "/slide-2.png"]);
