// src/measure/lighthouse/assert-known.ts
import { closest, distance } from "../../vendor/fastest-levenshtein.js";
import { z } from "../../vendor/zod.js";
import { ConfigError } from "../../errors.js";
import { statedKeys } from "./rc-assertions.js";
var resultSchema = z.object({
  lighthouseVersion: z.string(),
  audits: z.record(z.string(), z.unknown()),
  categories: z.record(z.string(), z.unknown())
});
function refuseUnknown(matrix, lhrTexts) {
  const results = lhrTexts.map((text) => resultSchema.parse(JSON.parse(text)));
  if (results.length === 0) return;
  const namesOf = (part) => [...new Set(results.flatMap((one) => Object.keys(one[part])))];
  const [audits, categories] = [namesOf("audits"), namesOf("categories")];
  for (const key of statedKeys(matrix)) {
    const [audit = "", property = ""] = key.replaceAll(".", ":").split(":");
    const [prefix, wanted, known] = audit === "categories" ? ["categories:", property, categories] : ["", audit, audits];
    if (known.includes(wanted)) continue;
    const near = closest(wanted, known);
    const isNear = distance(wanted, near) <= Math.max(2, wanted.length / 4);
    const hint = isNear ? `did you mean ${prefix}${near}?` : "correct it, or let onlyCategories run it.";
    throw new ConfigError(
      `The Lighthouse CI config asserts ${JSON.stringify(key.slice(0, 100))}, of which Lighthouse ${results[0].lighthouseVersion} gave nothing; ${hint}`
    );
  }
}
export {
  refuseUnknown
};
