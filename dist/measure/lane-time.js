// src/measure/lane-time.ts
function fits(lane, times) {
  const own = triesOf(lane, times);
  const spent = spentOn(own);
  return spent + spent / own.length <= lane.limit + leftBy(lane, times);
}
function leftBy(lane, times) {
  const others = times.lanes.filter((one) => one !== lane);
  return others.reduce((sum, other) => {
    const own = other.limit - spentOn(triesOf(other, times));
    return sum + (times.hasEnded(other.collector) ? own : Math.min(0, own));
  }, times.spare);
}
var triesOf = ({ collector }, { records }) => records.filter((one) => one.collector === collector);
var spentOn = (tries) => tries.reduce((sum, { seconds }) => sum + seconds * 1e3, 0);
export {
  fits
};
