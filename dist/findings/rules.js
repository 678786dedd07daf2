// src/findings/rules.ts
import { database } from "./catalogue/database.js";
import { pages } from "./catalogue/pages.js";
import { processes } from "./catalogue/processes.js";
import { requests } from "./catalogue/requests.js";
var CATALOGUE = { ...requests, ...database, ...processes, ...pages };
export {
  CATALOGUE
};
