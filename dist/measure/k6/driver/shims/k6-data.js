const real = require("weighbridge-real:k6/data").default;
const runtime = require("../runtime.js");

// k6 keeps shared arrays by name in the whole process: with equal names the second slot would get the first one's data.
function SharedArray(name, build) {
  return new real.SharedArray(`${runtime.slot}: ${name}`, build);
}

const shim = Object.assign({}, real, { SharedArray });
module.exports = Object.assign(shim, { __esModule: true, default: shim });
