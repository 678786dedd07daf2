// src/measure/bundle/modules/shapes.ts
import { z } from "../../../vendor/zod.js";
var bytes = z.number().nonnegative().max(Number.MAX_SAFE_INTEGER).transform(Math.round);
export {
  bytes
};
