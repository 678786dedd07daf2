// src/measure/k6/fold/subject.ts
import { SLOTS } from "../../../model/series.js";
var SLOT_TAG = "weighbridge_slot";
function subjectOf(tags, nameOf) {
  const { scenario = null, method = null, name, check = null } = tags;
  return { slot: slotOf(tags) ?? null, scenario, method, name: name === void 0 ? null : nameOf(name), check };
}
function subjectOn(metric, subject) {
  const isOfName = metric.startsWith("http_req") || metric.startsWith("weighbridge_");
  if (isOfName || metric === "checks") return subject;
  return { ...subject, method: null, name: null, check: null };
}
function exclusionOf(tags) {
  if (tags.scenario === void 0 && /^::(setup|teardown)(::|$)/.test(tags.group ?? "")) return "setup";
  return tags[SLOT_TAG] !== void 0 && slotOf(tags) === void 0 ? "outside" : null;
}
function receiverOf(tags) {
  const tag = tags[SLOT_TAG];
  if (tag === void 0) return "nobody";
  return SLOTS.find((slot) => tag === slot || tag === `${slot}-outside`) ?? "elsewhere";
}
function slotOf(tags) {
  return SLOTS.find((slot) => slot === tags[SLOT_TAG]);
}
export {
  exclusionOf,
  receiverOf,
  subjectOf,
  subjectOn
};
