/**
 * A small program before and after a change: head takes in `beta`, which brings a second copy of `alpha`, and more text
 * in what is loaded on demand. All fixtures and all builds of these tests are of it.
 */
import type { Side } from "../../../src/model/series.ts";

function alpha(version: string): Readonly<Record<string, string>> {
  return {
    "package.json": JSON.stringify({ name: "alpha", version, type: "module", main: "index.js", sideEffects: false }),
    "index.js": `export function alpha(list) {
  const seen = new Set();
  for (const one of list) seen.add(String(one) + "${version}");
  return [...seen].join(",");
}
`,
  };
}

function below(folder: string, files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}

const shared = {
  "package.json": '{"type":"module","private":true}',
  "src/cart.js": `export function cart(items) {
  let total = 0;
  for (const item of items) total += Number(item.textContent);
  return total.toFixed(2);
}
`,
  ...below("node_modules/alpha", alpha("1.2.0")),
};

/** Path → text. */
export const project: Readonly<Record<Side, Readonly<Record<string, string>>>> = {
  base: {
    ...shared,
    "src/main.js": `import { alpha } from "alpha";
import { cart } from "./cart.js";

document.title = alpha([1, 2, 3]) + cart(document.body.childNodes);
document.body.onclick = async () => (await import("./lazy.js")).show(document.body);
`,
    "src/lazy.js": `export function show(element) {
  element.append(document.createElement("dialog"), "größer");
}
`,
  },
  head: {
    ...shared,
    "src/main.js": `import { alpha } from "alpha";
import { beta } from "beta";
import { cart } from "./cart.js";

document.title = alpha([1, 2, 3]) + beta([4, 5]) + cart(document.body.childNodes);
document.body.onclick = async () => (await import("./lazy.js")).show(document.body);
`,
    "src/lazy.js": `export function show(element) {
  const dialog = document.createElement("dialog");
  dialog.append("a much longer text than before, so that the lazy part grows too");
  element.append(dialog, "größer");
}
`,
    ...below("node_modules/beta", {
      "package.json": JSON.stringify({ name: "beta", version: "0.3.1", type: "module", main: "index.js" }),
      "index.js": `import { alpha } from "alpha";
import { order } from "./order.js";

export const beta = (list) => alpha(order(list));
`,
      "order.js": `export function order(list) {
  return [...list].sort((a, b) => b - a);
}
`,
      ...below("node_modules/alpha", alpha("2.0.0")),
    }),
  },
};
