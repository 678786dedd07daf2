// src/measure/passwords.ts
import { SLOTS } from "../model/series.js";
function withPassword(addresses, password) {
  const [a, b] = SLOTS.map((slot) => completed(addresses[slot], password));
  return { a, b };
}
function completed(text, password) {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !password || url.password !== "") return text;
  url.password = encodeURIComponent(password);
  return url.href;
}
export {
  withPassword
};
