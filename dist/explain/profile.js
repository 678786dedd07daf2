// src/explain/profile.ts
var GARBAGE = "garbage collector";
var DEEPEST = 500;
function totalOf(samples) {
  return samples.reduce((sum, { value }) => sum + value, 0);
}
var MOST_FRAMES = 5e6;
function boundedStacks() {
  let frames = 0;
  return (stack) => {
    frames += Math.max(1, stack.length);
    if (frames > MOST_FRAMES) throw new Error(`its stacks hold more than ${MOST_FRAMES} functions`);
    return stack;
  };
}
export {
  DEEPEST,
  GARBAGE,
  boundedStacks,
  totalOf
};
