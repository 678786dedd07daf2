// src/demo/shop.ts
import { expectedOf } from "./expected.js";
import { SHOP } from "./repository.js";
var plainShop = {
  files: SHOP,
  open: async () => (config) => config,
  surprises: expectedOf
};
export {
  plainShop
};
