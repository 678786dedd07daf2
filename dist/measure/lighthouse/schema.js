// src/measure/lighthouse/schema.ts
import { basename } from "node:path";
import { z } from "../../vendor/zod.js";
import { insidePath, oneOrMore, text } from "../fields.js";
var PAGE = "a path of the target that starts with one /, for example /checkout";
var HEADER = "the name of an HTTP header, for example Authorization";
var flowName = (path) => basename(path).replace(/(?:\.flow)?\.[cm]?js$/u, "");
var schema = z.strictObject({
  urls: oneOrMore(
    text(PAGE).refine((path) => /^\/(?!\/)[^\s\\]*$/u.test(path), { error: PAGE }),
    "a path or a list of paths, for example [/, /checkout]"
  ).refine((list) => new Set(list).size === list.length, { error: "each page once" }).exactOptional().describe("Pages to load, as paths of the target. Without it, those that the file named by `config` lists."),
  config: insidePath("lighthouserc.json").exactOptional().describe("Your own Lighthouse CI config: its URLs, settings and assertions hold."),
  formFactor: z.enum(["mobile", "desktop"]).exactOptional().describe("The device that is simulated. Without it what `config` says, else mobile."),
  headers: z.record(z.string().regex(/^[!#$%&'*+.^_`|~0-9a-z-]{1,100}$/iu, { error: HEADER }), text("a text"), {
    error: "HTTP headers, a map from name to text"
  }).readonly().exactOptional().describe("Headers that are sent with every request of a page."),
  flows: oneOrMore(
    insidePath("perf/checkout.flow.js"),
    "a path or a list of paths, for example [perf/checkout.flow.js]"
  ).refine((list) => new Set(list.map(flowName)).size === list.length, { error: "each flow by a name of its own" }).exactOptional().describe(
    "User flows of Lighthouse: each script exports a function that is given the flow, puppeteer's page and the target's address, clicks and types as people do, and has interaction to next paint measured by it."
  ),
  login: insidePath("perf/login.js").exactOptional().describe("A puppeteer script that logs in before a page is loaded, as the puppeteerScript of Lighthouse CI.")
}).refine(({ urls, config, flows }) => (urls ?? config ?? flows) !== void 0, {
  error: "lighthouse names no page: add urls, for example [/, /checkout], config with the path of a lighthouserc, or flows",
  params: { whole: true }
}).describe("Pages loaded by Lighthouse CI, and user flows, both sides compared.");
var metrics = [
  { glob: "requests", units: ["count"], scale: "difference" },
  { glob: "*-requests", units: ["count"], scale: "difference" },
  { glob: "bytes", units: ["bytes"], scale: "ratio" },
  { glob: "*-bytes", units: ["bytes"], scale: "ratio" },
  { glob: "unused-*", units: ["bytes"], scale: "ratio" },
  { glob: "tbt", units: ["ms"], scale: "difference" },
  { glob: "cls", units: ["number"], scale: "difference" },
  { glob: "score", units: ["number"], scale: "difference" },
  { glob: "*", units: ["ms"], scale: "ratio" }
];
export {
  flowName,
  metrics,
  schema
};
