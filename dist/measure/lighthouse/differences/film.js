// src/measure/lighthouse/differences/film.ts
import { z } from "../../../vendor/zod.js";
import { rowsOf } from "../lhr.js";
var MOST = 8;
var LONGEST = 1e5;
var frame = z.object({
  /** Milliseconds since the load began. */
  timing: z.number().nonnegative(),
  data: z.string().max(LONGEST).regex(/^data:image\/(?:jpeg|png|webp);base64,[A-Za-z0-9+/]+={0,2}$/u)
});
function filmOf(lhr) {
  const film = rowsOf(lhr, "screenshot-thumbnails", frame).slice(0, MOST);
  return film.filter(({ data }, index) => data !== film[index - 1]?.data).map(({ timing, data }) => ({ at: timing, image: data }));
}
export {
  filmOf
};
