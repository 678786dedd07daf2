const real = require("weighbridge-real:k6").default;
const runtime = require("../runtime.js");

const shim = Object.assign({}, real, {
  sleep: runtime.isRound ? real.sleep : (seconds) => real.sleep(runtime.pause(seconds)),
  check: (value, sets, tags) => real.check(value, sets, runtime.tag(tags)),
});
module.exports = Object.assign(shim, { __esModule: true, default: shim });
