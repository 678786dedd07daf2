// src/measure/prometheus/parse.ts
import { matchesId } from "../../model/metric.js";
import { shortened } from "../subject.js";
import { roleOf } from "./family.js";
import { labelText, nameOf, parseSample } from "./line.js";
var NotMetrics = class extends Error {
};
var MOST = 5e3;
var MOST_BUCKETS = 1e3;
var MOST_BUCKETS_IN_ALL = 1e5;
var LONGEST_NAMES = 4 * 2 ** 20;
function parsing(wanted) {
  const drafts = /* @__PURE__ */ new Map();
  let family = { name: "", type: "" };
  const [left, taken] = [wanted.filter((glob) => glob.startsWith("!")), wanted.filter((glob) => !glob.startsWith("!"))];
  const isWanted = (name) => taken.some((glob) => matchesId(glob, name)) && !left.some((glob) => matchesId(glob.slice(1), name));
  let [lines, isCut, isEnded] = [0, false, false];
  let odd = null;
  let [buckets, characters] = [0, 0];
  let last = null;
  function comment(line) {
    isEnded = line === "# EOF";
    const [, name, type] = /^#[ \t]+TYPE[ \t]+([^ \t]+)[ \t]+([a-z]+)/.exec(line) ?? [];
    if (name !== void 0 && type !== void 0) family = { name, type };
  }
  function wantedRole(name) {
    if (last?.name === name && last.family === family) return last.role;
    const found = roleOf(name, family);
    const role = found !== null && isWanted(found.name) ? found : null;
    last = { name, family, role };
    return role;
  }
  function draftOf({ name, kind, part }, { labels }) {
    const text = labelText(labels, part === "bucket" ? "le" : part === "quantile" ? "quantile" : null);
    const key = `${name}
${text}`;
    const known = drafts.get(key);
    if (known !== void 0) return known;
    const isFull = drafts.size === MOST || characters + key.length > LONGEST_NAMES;
    isCut ||= isFull;
    if (isFull) return void 0;
    characters += key.length;
    const draft = { name, labels: text, kind, buckets: /* @__PURE__ */ new Map(), value: null, sum: null, count: null };
    drafts.set(key, draft);
    return draft;
  }
  return {
    line(line) {
      lines++;
      if (line.startsWith("#")) return comment(line);
      if (line === "") return;
      isEnded = false;
      const name = nameOf(line);
      const role = name === "" ? null : wantedRole(name);
      if (name !== "" && role === null) return;
      const read = role && parseSample(line, name);
      if (role === null || read === null) {
        odd ??= `line ${lines} is "${printable(line)}"`;
        return;
      }
      const draft = draftOf(role, read);
      if (draft === void 0) return;
      if (role.part === "bucket" && ++buckets > MOST_BUCKETS_IN_ALL) isCut = true;
      else add(draft, role.part, read);
    },
    done() {
      if (drafts.size === 0 && odd !== null) throw new NotMetrics(odd);
      const samples = new Map([...drafts].flatMap(([key, draft]) => sampleOf(draft).map((sample) => [key, sample])));
      return { samples, isCut, isEnded, odd };
    }
  };
}
function add(draft, part, { labels, value }) {
  if (part === "bucket") {
    const bound = boundOf(labels.get("le"));
    if (bound !== null && draft.buckets.size < MOST_BUCKETS) draft.buckets.set(bound, value);
  } else if (part !== "quantile") draft[part] = value;
}
function boundOf(le) {
  const bound = le === "+Inf" ? Infinity : Number(le);
  return Number.isNaN(bound) ? null : bound;
}
function sampleOf({ kind, name, labels, buckets, value, sum, count }) {
  if (kind === "histogram") return [{ kind, name, labels, buckets, sum, count }];
  if (kind === "summary") return [{ kind, name, labels, sum, count }];
  return value === null ? [] : [{ kind, name, labels, value }];
}
function printable(line) {
  return shortened(line, 80).replace(/[\p{Cc}\uFFFD]/gu, "·");
}
export {
  NotMetrics,
  parsing
};
