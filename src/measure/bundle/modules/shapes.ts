/** Parts of the files that bundlers write. */
import { z } from "zod";

/** webpack's are not always whole. */
export const bytes = z.number().nonnegative().max(Number.MAX_SAFE_INTEGER).transform(Math.round);
