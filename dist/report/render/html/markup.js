// src/report/render/html/markup.ts
import { escapePage, SENTENCE } from "../escape.js";
var Markup = class {
  #text;
  constructor(text) {
    this.#text = text;
  }
  get text() {
    return this.#text;
  }
};
function html(strings, ...values) {
  let text = strings[0];
  values.forEach((value, i) => {
    text += textOf(value) + strings[i + 1];
  });
  return new Markup(text);
}
function textOf(value) {
  if (typeof value === "string") return escapePage(value, SENTENCE);
  if (typeof value === "number") return String(value);
  return value instanceof Markup ? value.text : value.map(({ text }) => text).join("");
}
function escaped(text) {
  return new Markup(text);
}
var NOTHING = new Markup("");
export {
  Markup,
  NOTHING,
  escaped,
  html
};
