// src/report/render/words/attempts.ts
function reusedSentence({ reused, attempts }, safe) {
  const last = attempts.at(-1);
  if (!reused || last === void 0) return null;
  const { run, attempt } = last.job;
  const nth = attempts.length > 1 ? `; ${countOf(attempts.length - 1)} had gone before it` : "";
  return `Not measured again: run ${safe(run)}, attempt ${attempt}, weighed the same trees with the same config and tools on ${timeOf(last, safe)}${nth}.`;
}
var countOf = (attempts) => attempts === 1 ? "one attempt" : `${attempts} attempts`;
function attemptsText({ reused, attempts, plan }, safe) {
  const last = attempts.at(-1);
  if (reused || last === void 0) return null;
  const before = attempts.length;
  const named = `attempt ${before} (run ${safe(last.job.run)}, ${last.verdict})`;
  const isContinued = plan?.collectors.some(({ from }) => from > 0) ?? false;
  return isContinued ? `attempt ${before + 1}: goes on where ${named} ended; its rounds count, and the promise on false alarms holds for all attempts together` : `attempt ${before + 1}, after ${named}`;
}
function timeOf({ finished }, safe) {
  return `${safe(finished.slice(0, 10))} ${safe(finished.slice(11, 16))} UTC`;
}
export {
  attemptsText,
  reusedSentence
};
