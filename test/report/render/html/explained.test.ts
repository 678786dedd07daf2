import { expect, test } from "vitest";
import { renderExplained } from "../../../../src/report/render/html/explained.ts";
import { SAMPLE } from "../../sample.ts";
import { CLIENT, digest, tagsOf, textOf, titlesOf } from "./read.ts";

const page = (over: Partial<Parameters<typeof renderExplained>[0]> = {}) =>
  renderExplained({
    version: "1.2.3",
    notes: ["Explain: renderCart <b> grew."],
    notWeighed: ["explain: 1 more is in no profile."],
    details: SAMPLE.details,
    client: CLIENT,
    digest,
    ...over,
  });

test("what profiles show is a page of its own: the sentences, the flame graph, what is missing", () => {
  expect(titlesOf(page())).toEqual(["What was found", "Where it is spent", "Not profiled"]);
  expect(textOf(page())).toContain("Explain: renderCart <b> grew.");
  expect(page()).toContain("renderCart (lib/cart.js:12): 0.400 ms → 3.50 ms a request");
  expect(page()).toMatch(/weighbridge 1\.2\.3; .*explain\.json/u);
  expect(titlesOf(page({ notWeighed: [] }))).not.toContain("Not profiled");
});

test("it needs nothing from anywhere: its style and its script alone are allowed", () => {
  const tags = tagsOf(page());
  const policy = tags.find(({ attributes }) => attributes["http-equiv"] === "Content-Security-Policy")!;
  expect(policy.attributes.content).toMatch(/^default-src 'none'; script-src 'sha256-[^']+'; style-src-elem 'sha256-/u);
  expect(tags.flatMap(({ attributes }) => [attributes.src ?? attributes.href ?? "#"])).not.toContainEqual(
    expect.stringMatching(/^[^#]/u),
  );
});
