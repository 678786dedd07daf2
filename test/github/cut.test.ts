import fc from "fast-check";
import { expect, test } from "vitest";
import { cutBytes, cutCharacters } from "../../src/github/cut.ts";

test("what fits is left as it is, and what does not is cut at whole characters", { tags: ["L4"] }, () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 3, max: 40 }), (whole, most) => {
      const [characters, bytes] = [cutCharacters(whole, most), cutBytes(whole, most)];
      expect(characters.length).toBeLessThanOrEqual(most);
      expect(Buffer.byteLength(bytes)).toBeLessThanOrEqual(most);
      expect(characters + bytes).not.toMatch(/\p{Surrogate}/u);
      expect(characters === whole).toBe(whole.length <= most);
      expect(bytes === whole).toBe(Buffer.byteLength(whole) <= most);
      expect(whole.startsWith(characters.replace(/…$/, "")) && whole.startsWith(bytes.replace(/…$/, ""))).toBe(true);
      for (const cut of [characters, bytes]) expect(cut === whole || cut.endsWith("…")).toBe(true);
    }),
  );
});
