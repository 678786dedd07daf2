// src/pipeline/request.ts
function pairOf(asked) {
  return {
    ...asked,
    compare: true,
    mode: "paired",
    force: true,
    all: true,
    earlier: null,
    record: false,
    override: null,
    baseline: null,
    keep: null,
    eventPath: null
  };
}
export {
  pairOf
};
