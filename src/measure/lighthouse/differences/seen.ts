/** What one run with all categories shows of a page besides its values: little enough to be kept of every such run. Pure. */
import type { Load } from "../../../model/details.ts";
import type { Lhr } from "../lhr.ts";
import { type Outcomes, outcomesIn } from "./audits.ts";
import { type Element, elementOf } from "./element.ts";
import { filmOf } from "./film.ts";
import { type Loaded, loadedIn } from "./loaded.ts";

export interface Seen {
  readonly film: Load["film"];
  readonly element: Element | null;
  readonly loaded: Loaded;
  readonly outcomes: Outcomes;
}

/** Never throws: what the user's settings leave out, and what cannot be read, is not there. */
export function seenIn(lhr: Lhr): Seen {
  return { film: filmOf(lhr), element: elementOf(lhr), loaded: loadedIn(lhr), outcomes: outcomesIn(lhr) };
}
