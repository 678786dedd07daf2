// src/github/marker.ts
var MARKER = /^<!-- weighbridge gate=([A-Za-z0-9._-]{1,100}) run=(\d{1,15})\.(\d{1,15}) -->(?:\r?\n|$)/u;
function withMarker({ gate, run }, body) {
  return `<!-- weighbridge gate=${gate} run=${run.id}.${run.attempt} -->
${body}`;
}
function readMarker(body) {
  const [, gate, id, attempt] = MARKER.exec(body) ?? [];
  return gate === void 0 ? null : { gate, run: { id: Number(id), attempt: Number(attempt) } };
}
function compareRuns(a, b) {
  return a.id - b.id || a.attempt - b.attempt;
}
export {
  compareRuns,
  readMarker,
  withMarker
};
