// src/measure/browser/read.ts
import { z } from "../../vendor/zod.js";
import { ToolError } from "../../errors.js";
import { withoutHash } from "../hashes.js";
import { jsonOf } from "../json.js";
import { asName, LONGEST_TIME } from "../subject.js";
import { MOST_ENTRIES } from "./script.js";
import { typeOf } from "./types.js";
var time = z.number().min(0).max(LONGEST_TIME);
var bytes = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
var list = (schema) => z.array(schema).max(MOST_ENTRIES);
var toldSchema = z.object({
  href: z.string(),
  navigation: z.object({
    domainLookupStart: time,
    domainLookupEnd: time,
    connectStart: time,
    connectEnd: time,
    domContentLoadedEventEnd: time,
    loadEventEnd: time,
    domComplete: time,
    transferSize: bytes
  }),
  resources: list(
    z.object({
      name: z.string(),
      initiatorType: z.string(),
      contentType: z.string().exactOptional(),
      duration: time,
      transferSize: bytes
    })
  ),
  measures: list(z.object({ name: z.string(), duration: time })),
  tasks: list(time),
  /** Of interactions, each of which is several. */
  events: list(z.object({ interactionId: z.number(), duration: time }))
});
function parseTold(text, page) {
  const parsed = toldSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join(".") || "the whole";
  throw new ToolError(`browser: what ${page} tells of its performance cannot be read, at ${where}: ${issue?.message}.`);
}
var VITALS = ["lcp", "fcp", "ttfb", "cls"];
var point = z.object({ metric: z.string(), data: z.object({ value: time }) });
function vitalsIn(lines) {
  const vitals = /* @__PURE__ */ new Map();
  for (const line of lines) {
    if (!line.includes('"browser_web_vital_') || !line.includes('"Point"')) continue;
    const { data } = point.safeParse(jsonOf(line));
    const name = data?.metric.slice("browser_web_vital_".length) ?? "";
    if (data !== void 0 && VITALS.includes(name)) vitals.set(name, data.data.value);
  }
  return vitals;
}
var MOST_MEASURES = 100;
function visitOf(told, vitals) {
  const { navigation, resources, tasks } = told;
  const isCut = resources.length >= MOST_ENTRIES;
  const values = new Map([
    ...vitals,
    ...nextPaint(told),
    ["dns", span(navigation.domainLookupStart, navigation.domainLookupEnd)],
    ["connect", span(navigation.connectStart, navigation.connectEnd)],
    ["dom-loaded", navigation.domContentLoadedEventEnd],
    ["load", navigation.loadEventEnd],
    ["complete", navigation.domComplete],
    ["long-tasks", tasks.length],
    ["long-task-time", sum(tasks)],
    ...isCut ? [] : countsOf(told),
    ...measures(told)
  ]);
  const durations = resources.map(({ name, duration }) => [nameOf(name, told.href), duration]);
  return { values, resources: largest(durations), longestTask: Math.max(0, ...tasks), isCut };
}
var OUTLIER_IN = 50;
function nextPaint({ events }) {
  const longest = [...largest(events.map(({ interactionId, duration }) => [String(interactionId), duration])).values()];
  const rank = Math.floor(longest.length / OUTLIER_IN);
  const inp = longest.sort((a, b) => b - a)[rank];
  return inp === void 0 ? [] : [["inp", inp]];
}
var span = (from, to) => Math.max(0, to - from);
var sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
function countsOf({ navigation, resources }) {
  const document = ["document", navigation.transferSize];
  const typed = [document, ...resources.map((one) => [typeOf(one), one.transferSize])];
  return [
    ["requests", typed.length],
    ["bytes", sum(typed.map(([, size]) => size))],
    ...[...sumByName(typed)].map(([type, total]) => [`${type}-bytes`, total])
  ];
}
function measures({ measures: measures2 }) {
  const named = measures2.map(({ name, duration }) => [measureName(name), duration]);
  return [...sumByName(named)].slice(0, MOST_MEASURES);
}
var measureName = (name) => asName(`measure-${name.replace(/[/@]/gu, "-").slice(0, 200)}`);
function sumByName(rows) {
  const sums = /* @__PURE__ */ new Map();
  for (const [name, number] of rows) sums.set(name, (sums.get(name) ?? 0) + number);
  return sums;
}
function largest(rows) {
  const byName = /* @__PURE__ */ new Map();
  for (const [name, number] of rows) byName.set(name, Math.max(byName.get(name) ?? 0, number));
  return byName;
}
function nameOf(written, page) {
  if (!URL.canParse(written)) return asName(written.slice(0, 200));
  const { origin, pathname } = new URL(written);
  const isOwn = URL.canParse(page) && new URL(page).origin === origin;
  return asName((isOwn ? "" : origin) + withoutHash(pathname.slice(0, 1e3)));
}
export {
  parseTold,
  visitOf,
  vitalsIn
};
