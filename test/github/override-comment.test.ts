import { expect, test } from "vitest";
import { parseOverrideComment } from "../../src/github/override-comment.ts";

test.each([
  ["/weighbridge override 1a2b3c4d5e Because of the release.", "1a2b3c4d5e", "Because of the release."],
  ["/weighbridge override 1A2B3C4 x", "1a2b3c4", "x"],
  ["  /Weighbridge  override  1a2b3c4  two words \r\nand more below", "1a2b3c4", "two words"],
])("%j asks for it", (body, commit, reason) => {
  expect(parseOverrideComment(body)).toEqual({ commit, reason });
});

test.each([
  ["", "nothing"],
  ["/weighbridge override", "no commit"],
  ["/weighbridge override 1a2b3c4", "no reason"],
  ["/weighbridge override 1a2b3c4   ", "a blank reason"],
  ["/weighbridge override 1a2b3c because", "too short a commit"],
  ["/weighbridge override main because", "a branch"],
  ["Please\n/weighbridge override 1a2b3c4 because", "not the first line"],
  ["> /weighbridge override 1a2b3c4 because", "a quotation"],
  [`/weighbridge override 1a2b3c4 ${"x".repeat(1001)}`, "a novel"],
])("%j asks for nothing: %s", (body) => expect(parseOverrideComment(body)).toBeNull());
