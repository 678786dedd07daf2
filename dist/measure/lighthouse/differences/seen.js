// src/measure/lighthouse/differences/seen.ts
import { outcomesIn } from "./audits.js";
import { elementOf } from "./element.js";
import { filmOf } from "./film.js";
import { loadedIn } from "./loaded.js";
function seenIn(lhr) {
  return { film: filmOf(lhr), element: elementOf(lhr), loaded: loadedIn(lhr), outcomes: outcomesIn(lhr) };
}
export {
  seenIn
};
