// src/report/deliver/html.ts
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { testRounds } from "../../compare/rounds.js";
import { effectOf } from "../../compare/tested.js";
import { ToolError } from "../../errors.js";
import { laneOf } from "../../model/metric.js";
import { writeAtomically } from "../../stored/write.js";
import { entriesOf } from "../render/html/entries.js";
import { viewOf } from "../render/words/view.js";
async function writeHtml(folder, reported) {
  const path = join(folder, "report.html");
  await writeAtomically(path, await htmlOf(reported));
  return path;
}
async function htmlOf({ verdict, rounds, details, steps }) {
  const { renderHtml } = await import("../render/html/page.js");
  return renderHtml({
    verdict,
    rounds,
    looks: looksOf(verdict, rounds),
    details,
    steps,
    ...await readLive()
  });
}
async function explainedHtml(explained) {
  const { renderExplained } = await import("../render/html/explained.js");
  return renderExplained({ ...explained, ...await readLive() });
}
async function readLive() {
  return { client: await readClient(), digest: (text) => createHash("sha256").update(text).digest("base64") };
}
async function readClient() {
  const places = ["../client.js", "../../../dist/report/client.js"];
  for (const place of places) {
    const script = await readFile(new URL(place, import.meta.url), "utf8").catch(() => null);
    if (script !== null) return script;
  }
  throw new ToolError("The script of report.html is not installed beside weighbridge: install it again.");
}
function looksOf(verdict, rounds) {
  const series = new Map((rounds?.series ?? []).map((one) => [one.metric.id, one]));
  const planned = new Map((verdict.plan?.collectors ?? []).map((one) => [one.collector, one.looks]));
  return new Map(
    entriesOf(viewOf(verdict)).flatMap(({ comparison }) => {
      const own = series.get(comparison.metric.id);
      const looks = planned.get(laneOf(comparison.metric));
      return own === void 0 || looks === void 0 ? [] : [[comparison.metric.id, lookedAt(comparison, own, looks)]];
    })
  );
}
function lookedAt({ metric, rule }, series, looks) {
  if (series.kind === "exact") return [];
  const reached = looks.filter(({ rounds }) => rounds <= series.base.length);
  return reached.flatMap(({ rounds, weight }) => {
    const { estimate, rounds: pairs, pWorse } = testRounds(series, metric, rule, rounds);
    if (estimate === null) return [];
    return [{ rounds, pairs, decides: weight > 0, effect: effectOf(estimate, metric), p: pWorse }];
  });
}
export {
  explainedHtml,
  htmlOf,
  looksOf,
  writeHtml
};
