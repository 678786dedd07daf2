/** The checkout page: quantities, the address, and the price as the shop reckons it. */
import "./checkout.css";
import { price } from "./api.js";
import { countries } from "./countries.js";
import { byId, tag } from "./html.js";
import { money } from "./money.js";
import { change, lines, subscribe } from "./store.js";

const form = byId("address");
const { region, postcode } = form.elements;

region.append(...countries.map(({ code, name }) => tag("option", { value: code }, name)));

const line = ({ product, title, quantity }) =>
  tag(
    "li",
    {},
    title,
    tag("input", {
      type: "number",
      min: 0,
      max: 99,
      value: quantity,
      "aria-label": `How many: ${title}`,
      onChange: ({ target }) => change(product, Math.max(0, Math.trunc(Number(target.value)))),
    }),
    tag("button", { type: "button", onClick: () => change(product, 0) }, "Remove"),
  );

let running;

async function reckon() {
  running?.abort();
  const total = byId("total");
  if (lines().length === 0) {
    total.textContent = "Nothing in the cart yet.";
    return;
  }
  running = new AbortController();
  try {
    const answer = await price({ region: region.value, lines: lines() }, running.signal);
    const saved = answer.vouchers.length === 1 ? "one voucher" : `${answer.vouchers.length} vouchers`;
    total.textContent = `${money(answer.total)} with tax and ${saved}`;
  } catch (error) {
    if (error.name !== "AbortError") total.textContent = error.message;
  }
}

function checkPostcode() {
  const country = countries.find(({ code }) => code === region.value);
  const fits = country.postcode.test(postcode.value.trim());
  postcode.setCustomValidity(fits ? "" : `Such as ${country.sample}`);
  postcode.setAttribute("aria-invalid", String(!fits && postcode.value !== ""));
}

postcode.addEventListener("input", checkPostcode);
region.addEventListener("change", () => {
  checkPostcode();
  reckon();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  checkPostcode();
  if (!form.reportValidity()) return;
  form.replaceChildren(tag("p", { role: "status" }, "Thank you: the order is on its way."));
});

subscribe((state) => {
  byId("lines").replaceChildren(...state.lines.map(line));
  reckon();
});
