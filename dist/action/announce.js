// src/action/announce.ts
import { renderWeighing } from "../report/render/markdown/weighing.js";
import { openCheck } from "./check.js";
import { writeComment } from "./comment.js";
import { commitOf, linksOf } from "./job.js";
var ANNOUNCEMENTS = [
  {
    failed: "The comment was not written",
    write: (job, log) => writeComment(job, log, weighing(job), job.inputs.comment === "always")
  },
  { failed: "The check run was not written", write: (job, log) => openCheck(job, log, weighing(job)) }
];
function weighing(job) {
  return renderWeighing(commitOf(job), (/* @__PURE__ */ new Date()).toISOString(), linksOf(job));
}
export {
  ANNOUNCEMENTS
};
