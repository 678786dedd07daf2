// src/action/handed.ts
import { text } from "node:stream/consumers";
async function readHanded(stream) {
  const entries = (await text(stream)).split("\0").filter((entry) => entry.includes("="));
  return Object.fromEntries(
    entries.map((entry) => [entry.slice(0, entry.indexOf("=")), entry.slice(entry.indexOf("=") + 1)])
  );
}
export {
  readHanded
};
