// src/baseline/ladder.ts
var RESOLVERS = [ofBase, ofNearestAncestor, newest];
function chooseBaseline(question) {
  for (const resolve of RESOLVERS) {
    const chosen = resolve(question);
    if (chosen) return chosen;
  }
  return null;
}
function ofBase({ snapshots, lineage: [base] }) {
  const snapshot = base === void 0 ? void 0 : lastOf(snapshots, base);
  return snapshot ? { snapshot, how: "base", distance: 0 } : null;
}
function ofNearestAncestor({ snapshots, lineage }) {
  const distance = lineage.findIndex((commit) => lastOf(snapshots, commit));
  return distance < 0 ? null : { snapshot: lastOf(snapshots, lineage[distance]), how: "ancestor", distance };
}
function newest({ snapshots }) {
  const snapshot = snapshots.at(-1);
  return snapshot ? { snapshot, how: "newest", distance: null } : null;
}
function lastOf(snapshots, commit) {
  return snapshots.findLast(({ head }) => head.commit === commit);
}
function inCommitOrder({ snapshots, lineage }) {
  const place = new Map(lineage.map((commit, distance) => [commit, distance]));
  const distanceOf = ({ head }) => head.commit === null ? void 0 : place.get(head.commit);
  const placed = snapshots.filter((snapshot) => distanceOf(snapshot) !== void 0).sort((a, b) => distanceOf(b) - distanceOf(a)).values();
  return snapshots.map((snapshot) => distanceOf(snapshot) === void 0 ? snapshot : placed.next().value);
}
export {
  chooseBaseline,
  inCommitOrder
};
