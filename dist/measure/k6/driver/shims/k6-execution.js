const real = require("weighbridge-real:k6/execution").default;
const runtime = require("../runtime.js");

// Getters, because k6 refuses to read most of this while the script is being loaded.
const over = (target, replaced) =>
  new Proxy(
    {},
    {
      get: (_, key) => (key in replaced ? replaced[key] : target()[key]),
      has: (_, key) => key in replaced || key in target(),
      ownKeys: () => Object.keys(target()),
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    },
  );

// Written ones stay with the slot; the rest (scenario, group) are read from k6.
const tags = new Proxy(runtime.vuTags, { get: (own, key) => (key in own ? own[key] : real.vu.metrics.tags[key]) });
const metrics = over(() => real.vu.metrics, { tags });
const vu = over(() => real.vu, { tags, metrics });
const shim = {
  vu,
  get scenario() {
    return real.scenario;
  },
  get instance() {
    return real.instance;
  },
  get test() {
    return real.test;
  },
};
module.exports = Object.defineProperties(shim, { __esModule: { value: true }, default: { value: shim } });
