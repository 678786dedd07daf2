const real = require("weighbridge-real:k6/experimental/fs").default;

const shim = Object.assign({}, real, {
  // k6 resolves these from the entry script's folder, which here is that of the bundle.
  open: (path) => real.open(/^(\/|file:)/.test(path) ? path : `${WEIGHBRIDGE_SCRIPT_FOLDER}/${path}`),
});
module.exports = Object.assign(shim, { __esModule: true, default: shim });
