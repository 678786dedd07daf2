// src/compare/statistics/tost.ts
import { signFlipP } from "./sign-flip.js";
function equivalence(differences, margin) {
  const aboveLow = signFlipP(differences.map((d) => d + margin));
  const belowHigh = signFlipP(differences.map((d) => margin - d));
  return { aboveLow, belowHigh, p: Math.max(aboveLow, belowHigh) };
}
export {
  equivalence
};
