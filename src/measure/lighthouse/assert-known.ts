/** Finds assertions on what Lighthouse does not have: LHCI calls them failed, as it does an audit without a value. */
import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import { ConfigError } from "../../errors.ts";
import { type AssertEntry, statedKeys } from "./rc-assertions.ts";

const resultSchema = z.object({
  lighthouseVersion: z.string(),
  audits: z.record(z.string(), z.unknown()),
  categories: z.record(z.string(), z.unknown()),
});

/**
 * `lhrTexts`: results with all the categories that the user chose; with none nothing is known, and nothing refused.
 *
 * @throws ConfigError naming the first assertion on an audit or a category that is in none of them, and the nearest that is
 */
export function refuseUnknown(matrix: readonly AssertEntry[], lhrTexts: readonly string[]): void {
  const results = lhrTexts.map((text) => resultSchema.parse(JSON.parse(text)));
  if (results.length === 0) return;
  const namesOf = (part: "audits" | "categories") => [...new Set(results.flatMap((one) => Object.keys(one[part])))];
  const [audits, categories] = [namesOf("audits"), namesOf("categories")];
  for (const key of statedKeys(matrix)) {
    // LHCI takes a dot for a colon.
    const [audit = "", property = ""] = key.replaceAll(".", ":").split(":");
    const [prefix, wanted, known] =
      audit === "categories" ? ["categories:", property, categories] : ["", audit, audits];
    if (known.includes(wanted)) continue;
    const near = closest(wanted, known);
    const isNear = distance(wanted, near) <= Math.max(2, wanted.length / 4);
    const hint = isNear ? `did you mean ${prefix}${near}?` : "correct it, or let onlyCategories run it.";
    throw new ConfigError(
      `The Lighthouse CI config asserts ${JSON.stringify(key.slice(0, 100))}, of which Lighthouse ${results[0]!.lighthouseVersion} gave nothing; ${hint}`,
    );
  }
}
