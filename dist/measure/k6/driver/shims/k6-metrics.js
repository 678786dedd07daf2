const real = require("weighbridge-real:k6/metrics").default;
const runtime = require("../runtime.js");

// A function that returns an object, because k6's constructors are native and cannot be extended.
const tagged = (kind) =>
  function Metric(name, isTime) {
    const metric = isTime === undefined ? new real[kind](name) : new real[kind](name, isTime);
    return { name: metric.name, add: (value, tags) => metric.add(value, runtime.tag(tags)) };
  };

const shim = Object.assign({}, real, {
  Counter: tagged("Counter"),
  Gauge: tagged("Gauge"),
  Rate: tagged("Rate"),
  Trend: tagged("Trend"),
});
module.exports = Object.assign(shim, { __esModule: true, default: shim });
