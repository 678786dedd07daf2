/** Real user flows of Lighthouse in a real Chrome. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lighthouse } from "../../../../src/measure/lighthouse/index.ts";
import { schema } from "../../../../src/measure/lighthouse/schema.ts";
import { type Answer, withBench } from "../harness.ts";

/** A page whose first button keeps the main thread for 300 ms, while its second one does nothing. */
const SHOP = `<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,"><button>Buy</button><button id="look">Look</button>
<script>document.querySelector("button").onclick = () => { const from = performance.now(); while (performance.now() - from < 300); };</script></html>`;

/** It leaves a timer behind, as connections to a server that are kept open do. */
const CHECKOUT = `export default async (flow, { page, url }) => {
  setInterval(() => {}, 1000);
  await page.goto(url + "/shop");
  await flow.startTimespan();
  await page.click("#look");
  await flow.endTimespan();
  await flow.startTimespan({ name: "buy" });
  await page.click("button");
  await flow.endTimespan();
};`;

test("a click that blocks is the interaction to next paint of its step; a flow that fails is said, and left out", async () => {
  const visitors = new Set<unknown>();
  const page: Answer = (request, response) => {
    if (request.url === "/shop") visitors.add(request.headers["x-visit"]);
    response.setHeader("content-type", "text/html").end(SHOP);
  };
  await withBench(
    { head: page },
    async ({ context, drive }) => {
      await writeFile(join(context.root, "checkout.flow.mjs"), CHECKOUT);
      await writeFile(join(context.root, "search.flow.js"), "module.exports = async (flow {};");
      const flows = ["checkout.flow.mjs", "search.flow.js"];
      const session = await lighthouse.open(schema.parse({ flows, headers: { "X-Visit": "12" } }), context);
      expect(await drive(session, 1)).toMatchObject([{ kind: "measured" }]);
      const { series, notWeighed, notes } = await session.collected();
      const inp = (step: string) => {
        const found = series.find(({ metric }) => metric.id === `lighthouse/inp@checkout: ${step}`);
        if (found?.kind !== "sampled") throw new Error(`no series of ${step}`);
        expect(found).toMatchObject({ metric: { role: "watch", unit: "ms", better: "lower" }, base: [null] });
        return found.head[0]!;
      };
      expect(inp("buy")).toBeGreaterThanOrEqual(300);
      expect(inp("step 1")).toBeLessThan(inp("buy") - 100);
      expect(notes).toEqual([
        expect.stringMatching(/^checkout: step 1: on head INP \d+ ms .*CLS 0 is good/),
        expect.stringMatching(/^checkout: buy: on head INP \d+ ms (?:needs improvement|is poor), CLS 0 is good/),
      ]);
      expect(notWeighed).toEqual([
        "search.flow.js failed twice on head and is left out there: missing ) after argument list.",
      ]);
      expect(visitors).toEqual(new Set(["12"]));
    },
    ["head"],
  );
});
