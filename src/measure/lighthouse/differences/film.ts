/** How a page looked while it loaded. Pure. */
import { z } from "zod";
import type { Load } from "../../../model/details.ts";
import { type Lhr, rowsOf } from "../lhr.ts";

/** Lighthouse takes eight pictures. */
const MOST = 8;

/** Characters: more are not stored. */
const LONGEST = 100_000;

const frame = z.object({
  /** Milliseconds since the load began. */
  timing: z.number().nonnegative(),
  data: z
    .string()
    .max(LONGEST)
    .regex(/^data:image\/(?:jpeg|png|webp);base64,[A-Za-z0-9+/]+={0,2}$/u),
});

/** Only runs with all categories take pictures. One that stays the same is there once, from when it was first seen. */
export function filmOf(lhr: Lhr): Load["film"] {
  const film = rowsOf(lhr, "screenshot-thumbnails", frame).slice(0, MOST);
  return film
    .filter(({ data }, index) => data !== film[index - 1]?.data)
    .map(({ timing, data }) => ({ at: timing, image: data }));
}
