// src/measure/lane-time.ts
function fits(lane, times) {
  const own = times.records.filter(({ collector }) => collector === lane.collector);
  const spent = spentOn(lane, times);
  return spent + spent / own.length <= lane.limit + leftBy(lane, times);
}
function leftBy(lane, times) {
  const others = times.lanes.filter((one) => one !== lane);
  return others.reduce((sum, other) => {
    const own = other.limit - spentOn(other, times);
    return sum + (times.hasEnded(other.collector) ? own : Math.min(0, own));
  }, times.spare);
}
function spentOn({ collector }, { records }) {
  const own = records.filter((one) => one.collector === collector);
  return own.reduce((sum, { seconds }) => sum + seconds * 1e3, 0);
}
export {
  fits
};
